package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/** Elements of the tensor before and after each axis, the first axis first. */
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
