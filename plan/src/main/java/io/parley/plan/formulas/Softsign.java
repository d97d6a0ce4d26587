package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Function;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** x/(1 + |x|) = ±(1 − 1/(1 + |x|)), which is exact to the last places for large x too: one reciprocal. */
@Reference(group = Reference.Group.ACTIVATIONS,
    operands = "x: numbers with fraction bits, any shape",
    result = "numbers of x's shape",
    meaning = "x/(1 + |x|)",
    error = "6 units for |x| ≤ 10^6; see docs/functions.md")
public record Softsign() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.reals(1).number(in.shape(0));
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V negative = a.isNegative(x);
    V size = a.sub(1, a.apply(Function.RECIPROCAL, a.add(Elementwise.flipped(a, negative, x), 1)));
    return Elementwise.flipped(a, negative, size);
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.map(in, x -> x / (1 + Math.abs(x)));
  }
}
