package io.parley.plan.formulas;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.Function;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * What becomes of many elements along an axis, or along several, which are kept with length 1 or dropped. Sums, of squares
 * too, have to stay below 2^(62 − 2f): 2^30 for f = 16.
 */
public final class Reductions {
  private Reductions() {}

  /** The maximum along an axis, which is kept with length 1: ⌈log2 n⌉ rounds of maxima of pairs. */
  public static <V> V max(Algebra<V> a, V x, int axis) {
    return tree(a, x, axis, a::max);
  }

  /** The maximum along axes, one after the other. */
  public static <V> V max(Algebra<V> a, V x, List<Integer> axes, boolean keep) {
    V y = x;
    for (int axis : axes) {
      if (a.shape(x).dim(axis) == 0) {
        throw new BadRequestException("No elements have no maximum; axis " + axis + " of " + a.shape(x) + " is empty");
      }
      y = max(a, y, axis);
    }
    return Axes.dropped(a, y, axes, keep);
  }

  /** As the maximum. */
  public static <V> V min(Algebra<V> a, V x, List<Integer> axes, boolean keep) {
    return a.negate(max(a, a.negate(x), axes, keep));
  }

  /** The halves of the axis side by side, until one element is left. */
  static <V> V tree(Algebra<V> a, V x, int axis, BinaryOperator<V> combine) {
    V rest = x;
    for (int n = a.shape(x).dim(axis); n > 1; n = (n + 1) / 2) {
      int half = n / 2;
      V pairs = combine.apply(a.slice(rest, axis, 0, half), a.slice(rest, axis, half, 2 * half));
      rest = n % 2 == 0 ? pairs : a.concat(axis, List.of(pairs, a.slice(rest, axis, n - 1, n)));
    }
    return rest;
  }

  /** The product along axes: ⌈log2 n⌉ rounds of products of pairs. */
  public static <V> V prod(Algebra<V> a, V x, List<Integer> axes, boolean keep) {
    V y = x;
    for (int axis : axes) {
      y = tree(a, y, axis, a::mul);
    }
    return Axes.dropped(a, y, axes, keep);
  }

  /** The sum times a public constant. */
  public static <V> V mean(Algebra<V> a, V x, List<Integer> axes, boolean keep) {
    int count = count(a, x, axes);
    if (count == 0) {
      throw new BadRequestException("The mean of no elements is not defined; shape " + a.shape(x) + " has a 0");
    }
    V sum = a.sum(x, axes, keep);
    return count == 1 ? sum : a.mul(sum, 1.0 / count);
  }

  /**
   * The mean of the squared distances to the mean: one square. With a correction of 1 for samples, of 0 for all there is.
   */
  public static <V> V variance(Algebra<V> a, V x, List<Integer> axes, int correction, boolean keep) {
    int divisor = count(a, x, axes) - correction;
    if (divisor <= 0) {
      throw new BadRequestException("The variance of " + count(a, x, axes) + " elements with a correction of "
          + correction + " is not defined; use more elements");
    }
    V squares = Elementwise.square(a, a.sub(x, mean(a, x, axes, true)));
    return a.mul(a.sum(squares, axes, keep), 1.0 / divisor);
  }

  /** The square root of the variance. */
  public static <V> V deviation(Algebra<V> a, V x, List<Integer> axes, int correction, boolean keep) {
    return a.apply(Function.SQRT, variance(a, x, axes, correction, keep));
  }

  /** Σ|x|: one comparison and a mask. */
  public static <V> V l1(Algebra<V> a, V x, List<Integer> axes, boolean keep) {
    return a.sum(Elementwise.abs(a, x), axes, keep);
  }

  /** Σx²: one square. */
  public static <V> V sumSquare(Algebra<V> a, V x, List<Integer> axes, boolean keep) {
    return a.sum(Elementwise.square(a, x), axes, keep);
  }

  /** √Σx². */
  public static <V> V l2(Algebra<V> a, V x, List<Integer> axes, boolean keep) {
    return a.apply(Function.SQRT, sumSquare(a, x, axes, keep));
  }

  /** ln Σx, of a positive sum. */
  public static <V> V logSum(Algebra<V> a, V x, List<Integer> axes, boolean keep) {
    return a.apply(Function.LOG, a.sum(x, axes, keep));
  }

  /** max + ln Σ e^(x − max), in which no exponent is positive. */
  public static <V> V logSumExp(Algebra<V> a, V x, List<Integer> axes, boolean keep) {
    V max = max(a, x, axes, true);
    V log = logSum(a, powers(a, a.sub(x, max)), axes, true);
    return Axes.dropped(a, a.add(max, log), axes, keep);
  }

  /** Whether any bit is 1, as bits: one comparison of their number. */
  public static <V> V any(Algebra<V> a, V bits, List<Integer> axes, boolean keep) {
    return a.not(a.isNegative(a.sub(a.sum(a.number(bits), axes, keep), 0.5)));
  }

  /** Whether all bits are 1, as bits: one comparison of the number of others. */
  public static <V> V all(Algebra<V> a, V bits, List<Integer> axes, boolean keep) {
    return a.isNegative(a.sub(a.sum(a.number(a.not(bits)), axes, keep), 0.5));
  }

  /** e^(x − max) / Σ e^(x − max) along an axis: no exponent is positive, and the sum is at least 1. */
  public static <V> V softmax(Algebra<V> a, V x, int axis) {
    V powers = powers(a, centred(a, x, axis));
    V inverse = a.apply(Function.RECIPROCAL_ABOVE_ONE, a.sum(powers, List.of(axis), true));
    return a.mul(powers, a.broadcast(inverse, a.shape(x)));
  }

  /** x − max − ln Σ e^(x − max) along an axis. */
  public static <V> V logSoftmax(Algebra<V> a, V x, int axis) {
    V centred = centred(a, x, axis);
    V log = a.apply(Function.LOG, a.sum(powers(a, centred), List.of(axis), true));
    return a.sub(centred, a.broadcast(log, a.shape(x)));
  }

  /** 1 where an axis has its maximum, the first of equal ones, else 0. */
  public static <V> V hardmax(Algebra<V> a, V x, int axis) {
    return Indexing.matches(a, Extremes.argmax(a, x, axis, false), axis, a.shape(x).dim(axis));
  }

  private static <V> V centred(Algebra<V> a, V x, int axis) {
    Shape shape = a.shape(x);
    return a.sub(x, a.broadcast(max(a, x, axis), shape));
  }

  private static <V> V powers(Algebra<V> a, V x) {
    return a.apply(Function.EXP_NEGATIVE, x);
  }

  private static <V> int count(Algebra<V> a, V x, List<Integer> axes) {
    return axes.stream().mapToInt(a.shape(x)::dim).reduce(1, Math::multiplyExact);
  }
}
