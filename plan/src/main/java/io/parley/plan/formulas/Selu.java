package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** Selu. */
@Reference(group = Reference.Group.ACTIVATIONS,
    operands = "x: numbers with fraction bits, any shape",
    result = "numbers of x's shape",
    meaning = "γ·x for x ≥ 0, else γ·α·(e^x − 1)",
    error = "15 units for the usual α = 1.6733 and γ = 1.0507; see docs/functions.md")
public record Selu(double alpha, double gamma) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.reals(1).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    return a.mul(Activations.elu(a, x, alpha), gamma);
  }
}
