package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** −1, 0 or 1: two comparisons at a time. */
@Reference(group = Reference.Group.ARITHMETIC,
    operands = "x: numbers, any shape",
    result = "numbers of x's shape",
    meaning = "−1 for x < 0, 0 for x = 0, 1 for x > 0",
    error = "exact; see docs/functions.md")
public record Sign() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(1).number(in.shape(0));
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    return a.sub(a.number(a.isNegative(a.negate(x))), a.number(a.isNegative(x)));
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.map(in, x -> Math.signum(x) + 0.0);
  }
}
