package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Function;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** (ln(1 + x) − ln(1 − x))/2, |x| < 1. */
@Reference(group = Reference.Group.FUNCTIONS,
    operands = "x: numbers with fraction bits, any shape",
    result = "numbers of x's shape",
    meaning = "(ln(1 + x) − ln(1 − x))/2",
    edges = "defined for |x| < 1",
    error = "256 units for |x| ≤ 0.95")
public record Atanh() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.reals(1).number(in.shape(0));
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V above = a.apply(Function.LOG, a.add(x, 1));
    V below = a.apply(Function.LOG, a.sub(1, x));
    return a.mul(a.sub(above, below), 0.5);
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.map(in, x -> (Math.log1p(x) - Math.log1p(-x)) / 2);
  }
}
