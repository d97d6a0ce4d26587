package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Function;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** arctan(x/√(1 − x²)), |x| ≤ 1. */
@Reference(group = Reference.Group.FUNCTIONS,
    operands = "x: numbers with fraction bits, any shape",
    result = "numbers of x's shape",
    meaning = "the angle in [−π/2, π/2] whose sine is x",
    edges = "defined for |x| ≤ 1",
    error = "64 units for |x| ≤ 0.99, and at −1, 0 and 1")
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

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.map(in, Math::asin);
  }
}
