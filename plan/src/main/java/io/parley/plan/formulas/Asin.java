package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Function;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.TensorType;
import java.util.List;

/** arctan(x/√(1 − x²)), |x| ≤ 1. */
public record Asin() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.reals(1).number(in.shape(0));
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    return Trigonometry.atan2(a, x, a.apply(Function.SQRT, a.sub(1, a.mul(x, x))));
  }
}
