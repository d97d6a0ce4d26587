package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.Function;
import io.parley.plan.Values;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Arithmetic of elements; operands broadcast. As everywhere, results and what is compared on the way have to stay below
 * 2^(62 − 2f): 2^30 for f = 16 fraction bits.
 */
public final class Elementwise {
  /** Products of more factors than this are powers of e. */
  static final int MOST_FACTORS = 64;

  private Elementwise() {}

  public static <V> V square(Algebra<V> a, V x) {
    return a.apply(new Square(), List.of(x));
  }

  /** |x|: one comparison and a mask. */
  public static <V> V abs(Algebra<V> a, V x) {
    return a.apply(new Abs(), List.of(x));
  }

  /** −1, 0 or 1: two comparisons at a time. */
  public static <V> V sign(Algebra<V> a, V x) {
    return a.apply(new Sign(), List.of(x));
  }

  /** As a maximum. */
  public static <V> V min(Algebra<V> a, V x, V y) {
    return a.apply(new Min(), List.of(x, y));
  }

  /**
   * x, but at least lo and at most hi: two comparisons and masks at a time. A bound that no number exceeds costs nothing.
   *
   * @throws BadRequestException if lo is above hi
   */
  public static <V> V clamp(Algebra<V> a, V x, double lo, double hi) {
    return a.apply(new Clamp(lo, hi), List.of(x));
  }

  public static <V> V floor(Algebra<V> a, V x) {
    return a.apply(Function.FLOOR, x);
  }

  /** As floor. */
  public static <V> V ceil(Algebra<V> a, V x) {
    return a.apply(new Ceil(), List.of(x));
  }

  /** Without what is behind the point: floor of |x|, which takes one comparison and mask more. */
  public static <V> V trunc(Algebra<V> a, V x) {
    return a.apply(new Trunc(), List.of(x));
  }

  /** −x where the bit is 1, else x: a mask. */
  static <V> V flipped(Algebra<V> a, V bits, V x) {
    return a.sub(x, a.mul(a.mask(bits, x), 2));
  }

  /** The nearest whole number, the even one of two: two floors at a time, then one comparison and mask. */
  public static <V> V round(Algebra<V> a, V x) {
    return a.apply(new Round(), List.of(x));
  }

  /**
   * x − m·⌊x/m⌋, which has m's sign.
   *
   * @throws BadRequestException if an m is 0
   */
  public static <V> V mod(Algebra<V> a, V x, Values m) {
    return a.apply(new Mod(m), List.of(x));
  }

  public static <V> V mod(Algebra<V> a, V x, double m) {
    return mod(a, x, Values.scalar(m));
  }

  /** What division towards zero leaves over, which has x's sign: as {@link #mod} of |x|. */
  public static <V> V remainder(Algebra<V> a, V x, Values m) {
    return a.apply(new Rem(m), List.of(x));
  }

  /** x/y; 0 where y is. */
  public static <V> V div(Algebra<V> a, V x, V y) {
    return a.apply(new Div(), List.of(x, y));
  }

  /**
   * A product with 1/y.
   *
   * @throws BadRequestException if y is 0
   */
  public static <V> V divide(Algebra<V> a, V x, double y) {
    return a.apply(new DivideBy(y), List.of(x));
  }

  /**
   * x^p. For whole p by repeated squaring, ⌈log2 p⌉ rounds and more; with halves by a square root; for p < 0 by a
   * reciprocal; else e^(p·ln x), for x > 0.
   */
  public static <V> V pow(Algebra<V> a, V x, double p) {
    return a.apply(new Pow(p), List.of(x));
  }

  /** e^(p·ln x), for x > 0. */
  public static <V> V power(Algebra<V> a, V x, V p) {
    return a.apply(new Power(), List.of(x, p));
  }

  static <V> V product(Algebra<V> a, V x, int factors) {
    if (factors == 1) {
      return x;
    }
    V square = square(a, product(a, x, factors / 2));
    return factors % 2 == 0 ? square : a.mul(square, x);
  }

  static Values map(Values x, DoubleUnaryOperator f) {
    return Values.of(x.shape(), Arrays.stream(x.data()).map(f).toArray());
  }
}
