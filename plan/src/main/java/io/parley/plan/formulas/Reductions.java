package io.parley.plan.formulas;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
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
    return a.apply(new ReduceMax(Axes.ordered(axes), keep), List.of(x));
  }

  /** As the maximum. */
  public static <V> V min(Algebra<V> a, V x, List<Integer> axes, boolean keep) {
    return a.apply(new ReduceMin(Axes.ordered(axes), keep), List.of(x));
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
    return a.apply(new ReduceProd(Axes.ordered(axes), keep), List.of(x));
  }

  /** The sum times a public constant. */
  public static <V> V mean(Algebra<V> a, V x, List<Integer> axes, boolean keep) {
    return a.apply(new Mean(Axes.ordered(axes), keep), List.of(x));
  }

  /**
   * The mean of the squared distances to the mean: one square. With a correction of 1 for samples, of 0 for all there is.
   */
  public static <V> V variance(Algebra<V> a, V x, List<Integer> axes, int correction, boolean keep) {
    return a.apply(new Variance(Axes.ordered(axes), correction, keep), List.of(x));
  }

  /** The square root of the variance. */
  public static <V> V deviation(Algebra<V> a, V x, List<Integer> axes, int correction, boolean keep) {
    return a.apply(new Deviation(Axes.ordered(axes), correction, keep), List.of(x));
  }

  /** Σ|x|: one comparison and a mask. */
  public static <V> V l1(Algebra<V> a, V x, List<Integer> axes, boolean keep) {
    return a.apply(new L1Norm(Axes.ordered(axes), keep), List.of(x));
  }

  /** Σx²: one square. */
  public static <V> V sumSquare(Algebra<V> a, V x, List<Integer> axes, boolean keep) {
    return a.apply(new SumSquare(Axes.ordered(axes), keep), List.of(x));
  }

  /** √Σx². */
  public static <V> V l2(Algebra<V> a, V x, List<Integer> axes, boolean keep) {
    return a.apply(new L2Norm(Axes.ordered(axes), keep), List.of(x));
  }

  /** ln Σx, of a positive sum. */
  public static <V> V logSum(Algebra<V> a, V x, List<Integer> axes, boolean keep) {
    return a.apply(new LogSum(Axes.ordered(axes), keep), List.of(x));
  }

  /** max + ln Σ e^(x − max), in which no exponent is positive. */
  public static <V> V logSumExp(Algebra<V> a, V x, List<Integer> axes, boolean keep) {
    return a.apply(new LogSumExp(Axes.ordered(axes), keep), List.of(x));
  }

  /** Σx·y/√(Σx²·Σy²). */
  public static <V> V cosineSimilarity(Algebra<V> a, V x, V y, List<Integer> axes, boolean keep) {
    return a.apply(new CosineSimilarity(Axes.ordered(axes), keep), List.of(x, y));
  }

  /** Whether any bit is 1, as bits: one comparison of their number. */
  public static <V> V any(Algebra<V> a, V bits, List<Integer> axes, boolean keep) {
    return a.apply(new Any(Axes.ordered(axes), keep), List.of(bits));
  }

  /** Whether all bits are 1, as bits: one comparison of the number of others. */
  public static <V> V all(Algebra<V> a, V bits, List<Integer> axes, boolean keep) {
    return a.apply(new All(Axes.ordered(axes), keep), List.of(bits));
  }

  /** e^(x − max) / Σ e^(x − max) along an axis: no exponent is positive, and the sum is at least 1. */
  public static <V> V softmax(Algebra<V> a, V x, int axis) {
    return a.apply(new Softmax(axis), List.of(x));
  }

  /** x − max − ln Σ e^(x − max) along an axis. */
  public static <V> V logSoftmax(Algebra<V> a, V x, int axis) {
    return a.apply(new LogSoftmax(axis), List.of(x));
  }

  /** 1 where an axis has its maximum, the first of equal ones, else 0. */
  public static <V> V hardmax(Algebra<V> a, V x, int axis) {
    return a.apply(new Hardmax(axis), List.of(x));
  }

  static <V> V centred(Algebra<V> a, V x, int axis) {
    Shape shape = a.shape(x);
    return a.sub(x, a.broadcast(max(a, x, axis), shape));
  }

  static <V> V powers(Algebra<V> a, V x) {
    return a.apply(Function.EXP_NEGATIVE, x);
  }

  static <V> int count(Algebra<V> a, V x, List<Integer> axes) {
    return axes.stream().mapToInt(a.shape(x)::dim).reduce(1, Math::multiplyExact);
  }
}
