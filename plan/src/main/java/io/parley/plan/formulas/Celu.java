package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** x, or α(e^(x/α) − 1) where x < 0. */
@Reference(group = Reference.Group.ACTIVATIONS,
    operands = "x: numbers with fraction bits, any shape",
    result = "numbers of x's shape",
    meaning = "x for x ≥ 0, else α·(e^(x/α) − 1)",
    edges = "α = 0 is refused; a negative α makes no sense",
    error = "12 units at α = 2")
public record Celu(double alpha) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.reals(1).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    return Activations.exponentialBelowZero(a, x, alpha, 1 / alpha);
  }
}
