package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** The elements along an axis in order, equal ones in that of their indices; or those indices, from 0. */
@Reference(group = Reference.Group.ORDER,
    operands = "x: numbers, any shape",
    result = "numbers of x's shape",
    meaning = "the elements in rising order along the axis, or in falling order if descending; or the indices, from "
        + "0, that they had",
    edges = "equal ones in the order of their indices; differences have to stay below 2^(62 − 2f)/2n",
    error = "exact; see docs/functions.md")
public record StableSort(int axis, boolean descending, Sorting.Part part) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    in.numbers(1).axis(axis);
    return in.number(in.shape(0));
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    return Sorting.stable(a, in.getFirst(), axis, descending).part(part);
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    Values x = in.getFirst();
    return Reals.ordered(reals, x, axis, x.shape().dim(axis), descending, part);
  }
}
