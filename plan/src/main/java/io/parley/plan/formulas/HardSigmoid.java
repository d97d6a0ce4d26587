package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** α·x + β, clamped to [0, 1]: two comparisons at a time. */
@Reference(group = Reference.Group.ACTIVATIONS,
    operands = "x: numbers with fraction bits, any shape",
    result = "numbers of x's shape",
    meaning = "α·x + β, but at least 0 and at most 1",
    error = "6 units for |x| ≤ 10; see docs/functions.md")
public record HardSigmoid(double alpha, double beta) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.reals(1).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    return Elementwise.clamp(a, a.add(a.mul(x, alpha), beta), 0, 1);
  }
}
