package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** The k largest or smallest elements along an axis in order, equal ones in that of their indices; or those indices, from 0. */
@Reference(group = Reference.Group.ORDER,
    operands = "x: numbers, any shape",
    result = "numbers of x's shape, with length k along the axis",
    meaning = "the k largest elements along the axis in falling order, or the k smallest in rising order; or the "
        + "indices, from 0, that they had",
    edges = "equal ones in the order of their indices; k is 0 to the axis' length; differences have to stay below "
        + "2^(62 − 2f)/2n",
    error = "exact; see docs/functions.md")
public record TopK(int k, int axis, boolean largest, Sorting.Part part) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    in.numbers(1).axis(axis);
    return in.expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    return Sorting.top(a, in.getFirst(), k, axis, largest).part(part);
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.ordered(reals, in.getFirst(), axis, k, largest, part);
  }
}
