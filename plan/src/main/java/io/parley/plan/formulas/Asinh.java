package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Function;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** sign(x)·ln(|x| + √(x² + 1)) */
@Reference(group = Reference.Group.FUNCTIONS,
    operands = "x: numbers with fraction bits, any shape",
    result = "numbers of x's shape",
    meaning = "ln(x + √(x² + 1))",
    edges = "x² has to stay below 2^(62 − 2f)",
    error = "64 units for |x| ≤ 100")
public record Asinh() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.reals(1).number(in.shape(0));
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V negative = a.isNegative(x);
    V size = a.select(negative, a.negate(x), x);
    V result = a.apply(Function.LOG, a.add(size, a.apply(Function.SQRT, a.add(a.mul(x, x), 1))));
    return a.select(negative, a.negate(result), result);
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.map(in, x -> Math.copySign(Math.log(Math.abs(x) + Math.sqrt(x * x + 1)), x));
  }
}
