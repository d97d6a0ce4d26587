package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.Operands;
import java.util.List;

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
    return a.apply(new PadConstant(before, after, value), List.of(x));
  }

  /**
   * Elements of the tensor before and after each axis, the first axis first.
   *
   * @throws BadRequestException if an axis is too short for its widths
   */
  public static <V> V of(Algebra<V> a, V x, List<Integer> before, List<Integer> after, Mode mode) {
    return a.apply(new PadMode(before, after, mode), List.of(x));
  }

  /** The widths are those of axes, which do not become too long. */
  static void check(Operands in, List<Integer> before, List<Integer> after) {
    in.require(before.size() == after.size() && before.size() <= in.shape(0).rank(),
        "a padding before and one after each axis are needed, not " + before.size() + " and " + after.size());
    for (int axis = 0; axis < before.size(); axis++) {
      long length = (long) in.shape(0).dim(axis) + before.get(axis) + after.get(axis);
      in.with(axis, Math.clamp(length, 0, Integer.MAX_VALUE));
    }
  }

  static <V> V cut(Algebra<V> a, V x, int axis, int before, int after) {
    int n = a.shape(x).dim(axis);
    int from = Math.max(0, -before);
    int to = n - Math.max(0, -after);
    if (from > to) {
      throw new BadRequestException("Cannot remove " + from + " and " + (n - to) + " of " + n + " elements along axis "
          + axis + "; remove fewer");
    }
    return from == 0 && to == n ? x : a.slice(x, axis, from, to);
  }

  static int source(Mode mode, int i, int n) {
    return switch (mode) {
      case REFLECT -> i < 0 ? -i : i < n ? i : 2 * (n - 1) - i;
      case EDGE -> Math.clamp(i, 0, n - 1);
      case CIRCULAR -> Math.floorMod(i, n);
    };
  }
}
