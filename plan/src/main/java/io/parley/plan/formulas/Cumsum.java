package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/**
 * The cumulative sum along an axis: local additions, by doubling distances.
 *
 * @param exclusive whether an element is left out of its own sum
 * @param reverse whether to sum from the end
 */
@Reference(group = Reference.Group.REDUCTIONS,
    operands = "x: numbers, any shape",
    result = "numbers of x's shape",
    meaning = "the sum of all elements up to each one along the axis",
    edges = "an element is part of its own sum unless exclusive; sums begin at the end of the axis if reverse",
    error = "exact; sums stay below 2^(62 − 2f); see docs/functions.md")
public record Cumsum(int axis, boolean exclusive, boolean reverse) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    in.numbers(1).axis(axis);
    return in.number(in.shape(0));
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    int n = a.shape(x).dim(axis);
    V sum = exclusive && n > 0 ? Scans.shifted(a, x, axis, 1, reverse) : x;
    for (int by = 1; by < n; by *= 2) {
      sum = a.add(sum, Scans.shifted(a, sum, axis, by, reverse));
    }
    return sum;
  }
}
