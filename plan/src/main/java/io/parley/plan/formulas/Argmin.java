package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** The index of the minimum, along an axis that is kept with length 1. */
@Reference(group = Reference.Group.ORDER,
    operands = "x: numbers, any shape",
    result = "numbers of x's shape, with length 1 along the axis",
    meaning = "the index, from 0, of the smallest element along the axis",
    edges = "of equal ones the first, or, if last, the last; an empty axis is refused",
    error = "exact; see docs/functions.md")
public record Argmin(int axis, boolean last) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(1).number(in.reducedNonEmpty(List.of(axis), true));
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    return Extremes.argmax(a, a.negate(x), axis, last);
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.argmax(reals, Reals.map(in, x -> -x), axis, last);
  }
}
