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

/** The maximum along axes, one after the other. */
@Reference(group = Reference.Group.REDUCTIONS,
    operands = "x: numbers, any shape",
    result = "numbers of x's shape without the axes, or, if keep, with length 1 for each",
    meaning = "the largest element along the axes",
    edges = "an empty axis is refused",
    error = "exact; see docs/functions.md")
public record ReduceMax(List<Integer> axes, boolean keep) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(1).number(in.reducedNonEmpty(axes, keep));
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V y = x;
    for (int axis : axes) {
      if (a.shape(x).dim(axis) == 0) {
        throw new BadRequestException("No elements have no maximum; axis " + axis + " of " + a.shape(x) + " is empty");
      }
      y = Reductions.max(a, y, axis);
    }
    return Axes.dropped(a, y, axes, keep);
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.reduce(reals, in.getFirst(), axes, keep, xs -> Arrays.stream(xs).max().orElseThrow());
  }
}
