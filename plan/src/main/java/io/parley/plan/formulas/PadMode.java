package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/** Elements of the tensor before and after each axis, the first axis first. */
@Reference(group = Reference.Group.SHAPES,
    operands = "x: numbers, any shape",
    result = "numbers of x's shape, longer by before and after along each axis",
    meaning = "x with elements of itself around it: mirrored at the border without the one at it (reflect), the one "
        + "at the border (edge), or those of the other end (circular)",
    edges = "negative widths remove elements; a width of n or more is refused for reflect, of more than n for "
        + "circular; the first axis goes first",
    error = "exact; see docs/functions.md")
public record PadMode(List<Integer> before, List<Integer> after, Padding.Mode mode) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    Padding.check(in.numbers(1), before, after);
    return in.expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V y = x;
    for (int axis = 0; axis < before.size(); axis++) {
      y = Padding.cut(a, y, axis, before.get(axis), after.get(axis));
      int first = Math.max(0, before.get(axis));
      int last = Math.max(0, after.get(axis));
      if (first + last > 0) {
        int n = a.shape(y).dim(axis);
        int most = mode == Padding.Mode.REFLECT ? n - 1 : mode == Padding.Mode.EDGE ? Integer.MAX_VALUE : n;
        if (n == 0 || Math.max(first, last) > most) {
          throw new BadRequestException("Axis " + axis + " of shape " + a.shape(y) + " is too short for a padding of "
              + first + " and " + last + "; pad less");
        }
        y = Indexing.gather(a, y, axis,
            IntStream.range(-first, n + last).map(i -> Padding.source(mode, i, n)).toArray());
      }
    }
    return y;
  }
}
