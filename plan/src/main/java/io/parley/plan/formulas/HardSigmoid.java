package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.TensorType;
import java.util.List;

/** α·x + β, clamped to [0, 1]: two comparisons at a time. */
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
