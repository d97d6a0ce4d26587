package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import java.util.List;
import java.util.stream.IntStream;

/** Elements around a tensor; all local. A negative width removes elements. */
public final class Padding {
  /** What the elements around are. */
  public enum Mode {
    /** What lies behind the border, without the element at it. */
    REFLECT,
    /** The element at the border. */
    EDGE,
    /** What lies at the other end. */
    CIRCULAR
  }

  private Padding() {}

  /** A public value before and after each axis. */
  public static <V> V constant(Algebra<V> a, V x, List<Integer> before, List<Integer> after, double value) {
    // Zeros around x − value are value around x.
    V y = value == 0 ? x : a.sub(x, value);
    for (int axis = 0; axis < before.size(); axis++) {
      y = cut(a, y, axis, before.get(axis), after.get(axis));
      int first = Math.max(0, before.get(axis));
      int last = Math.max(0, after.get(axis));
      y = first + last == 0 ? y : a.pad(y, axis, first, last);
    }
    return value == 0 ? y : a.add(y, value);
  }

  /**
   * Elements of the tensor before and after each axis, the first axis first.
   *
   * @throws BadRequestException if an axis is too short for its widths
   */
  public static <V> V of(Algebra<V> a, V x, List<Integer> before, List<Integer> after, Mode mode) {
    V y = x;
    for (int axis = 0; axis < before.size(); axis++) {
      y = cut(a, y, axis, before.get(axis), after.get(axis));
      int first = Math.max(0, before.get(axis));
      int last = Math.max(0, after.get(axis));
      if (first + last > 0) {
        int n = a.shape(y).dim(axis);
        int most = mode == Mode.REFLECT ? n - 1 : mode == Mode.EDGE ? Integer.MAX_VALUE : n;
        if (n == 0 || Math.max(first, last) > most) {
          throw new BadRequestException("Axis " + axis + " of shape " + a.shape(y) + " is too short for a padding of "
              + first + " and " + last + "; pad less");
        }
        y = Indexing.gather(a, y, axis, IntStream.range(-first, n + last).map(i -> source(mode, i, n)).toArray());
      }
    }
    return y;
  }

  private static <V> V cut(Algebra<V> a, V x, int axis, int before, int after) {
    int n = a.shape(x).dim(axis);
    int from = Math.max(0, -before);
    int to = n - Math.max(0, -after);
    if (from > to) {
      throw new BadRequestException("Cannot remove " + from + " and " + (n - to) + " of " + n + " elements along axis "
          + axis + "; remove fewer");
    }
    return from == 0 && to == n ? x : a.slice(x, axis, from, to);
  }

  private static int source(Mode mode, int i, int n) {
    return switch (mode) {
      case REFLECT -> i < 0 ? -i : i < n ? i : 2 * (n - 1) - i;
      case EDGE -> Math.clamp(i, 0, n - 1);
      case CIRCULAR -> Math.floorMod(i, n);
    };
  }
}
