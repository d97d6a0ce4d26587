package io.parley.plan.formulas;

import io.parley.crypto.Shape;
import io.parley.plan.Function;
import java.util.List;
import java.util.function.BinaryOperator;

/** What becomes of many elements along an axis. */
public final class Reductions {
  private Reductions() {}

  /** The maximum along an axis, which is kept with length 1: ⌈log2 n⌉ rounds of maxima of pairs. */
  public static <V> V max(Algebra<V> a, V x, int axis) {
    return tree(a, x, axis, a::max);
  }

  /** The halves of the axis side by side, until one element is left. */
  static <V> V tree(Algebra<V> a, V x, int axis, BinaryOperator<V> combine) {
    V rest = x;
    for (int n = a.shape(x).dim(axis); n > 1; n = (n + 1) / 2) {
      int half = n / 2;
      V pairs = combine.apply(a.slice(rest, axis, 0, half, 1), a.slice(rest, axis, half, 2 * half, 1));
      rest = n % 2 == 0 ? pairs : a.concat(axis, List.of(pairs, a.slice(rest, axis, n - 1, n, 1)));
    }
    return rest;
  }

  /** e^(x − max) / Σ e^(x − max) along an axis: no exponent is positive, and the sum is at least 1. */
  public static <V> V softmax(Algebra<V> a, V x, int axis) {
    V powers = powers(a, centred(a, x, axis));
    V inverse = a.apply(Function.RECIPROCAL, a.sum(powers, List.of(axis), true));
    return a.mul(powers, a.broadcast(inverse, a.shape(x)));
  }

  /** x − max − ln Σ e^(x − max) along an axis. */
  public static <V> V logSoftmax(Algebra<V> a, V x, int axis) {
    V centred = centred(a, x, axis);
    V log = a.apply(Function.LOG, a.sum(powers(a, centred), List.of(axis), true));
    return a.sub(centred, a.broadcast(log, a.shape(x)));
  }

  private static <V> V centred(Algebra<V> a, V x, int axis) {
    Shape shape = a.shape(x);
    return a.sub(x, a.broadcast(max(a, x, axis), shape));
  }

  private static <V> V powers(Algebra<V> a, V x) {
    return a.apply(Function.EXP_NEGATIVE, x);
  }
}
