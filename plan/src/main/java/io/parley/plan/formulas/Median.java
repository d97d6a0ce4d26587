package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.Arrays;
import java.util.List;

/** The element in the middle, along an axis that is kept with length 1; of two, their mean. */
@Reference(group = Reference.Group.ORDER,
    operands = "x: numbers, any shape",
    result = "numbers of x's shape, with length 1 along the axis",
    meaning = "the element in the middle along the axis; of two, their mean",
    edges = "an empty axis is refused; of integers an odd length is needed",
    error = "1 unit, exact for odd lengths; see docs/functions.md")
public record Median(int axis) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    in.numbers(1).axis(axis);
    return in.expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    int n = a.shape(x).dim(axis);
    if (n == 0) {
      throw new BadRequestException("No elements have no median; axis " + axis + " of " + a.shape(x) + " is empty");
    }
    V sorted = Sorting.sort(a, x, axis, false);
    return n % 2 == 1
        ? a.slice(sorted, axis, n / 2, n / 2 + 1)
        : Reductions.mean(a, a.slice(sorted, axis, n / 2 - 1, n / 2 + 1), List.of(axis), true);
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.along(reals, in.getFirst(), axis, 1, row -> {
      double[] sorted = Arrays.stream(row).sorted().toArray();
      int half = sorted.length / 2;
      return new double[]{sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2};
    });
  }
}
