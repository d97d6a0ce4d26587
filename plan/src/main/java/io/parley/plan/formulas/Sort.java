package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;
import java.util.Optional;

/** The elements in order. Differences have to stay below 2^(62 − 2f): 2^30 for f = 16. */
@Reference(group = Reference.Group.ORDER,
    operands = "x: numbers, any shape",
    result = "numbers of x's shape",
    meaning = "the elements in rising order along the axis, or in falling order if descending",
    edges = "differences have to stay below 2^(62 − 2f)",
    error = "exact; see docs/functions.md")
public record Sort(int axis, boolean descending) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    in.numbers(1).axis(axis);
    return in.number(in.shape(0));
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V rows = Axes.rows(a, descending ? a.negate(x) : x, axis);
    V sorted = Sorting.network(a, new Sorting.Rows<>(rows, Optional.empty())).values();
    return Axes.fromRows(a, descending ? a.negate(sorted) : sorted, a.shape(x), axis);
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    Values x = in.getFirst();
    return Reals.ordered(reals, x, axis, x.shape().dim(axis), descending, Sorting.Part.VALUES);
  }
}
