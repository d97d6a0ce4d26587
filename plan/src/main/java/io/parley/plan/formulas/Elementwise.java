package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.Function;
import io.parley.plan.Values;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Arithmetic of elements; operands broadcast. As everywhere, results and what is compared on the way have to stay below
 * 2^(62 − 2f): 2^30 for f = 16 fraction bits.
 */
public final class Elementwise {
  /** Products of more factors than this are powers of e. */
  private static final int MOST_FACTORS = 64;

  private Elementwise() {}

  public static <V> V square(Algebra<V> a, V x) {
    return a.mul(x, x);
  }

  /** |x|: one comparison and a mask. */
  public static <V> V abs(Algebra<V> a, V x) {
    return a.sub(a.mul(a.relu(x), 2), x);
  }

  /** −1, 0 or 1: two comparisons at a time. */
  public static <V> V sign(Algebra<V> a, V x) {
    return a.sub(a.number(a.isNegative(a.negate(x))), a.number(a.isNegative(x)));
  }

  /** As a maximum. */
  public static <V> V min(Algebra<V> a, V x, V y) {
    return a.negate(a.max(a.negate(x), a.negate(y)));
  }

  /**
   * x, but at least lo and at most hi: two comparisons and masks at a time. A bound that no number exceeds costs nothing.
   *
   * @throws BadRequestException if lo is above hi
   */
  public static <V> V clamp(Algebra<V> a, V x, double lo, double hi) {
    if (!(lo <= hi)) {
      throw new BadRequestException("Cannot clamp between " + lo + " and " + hi + "; give the lower bound first");
    }
    double largest = Math.scalb(1.0, 62 - 2 * a.fractionBits());
    V y = x;
    if (lo > -largest) {
      y = a.add(y, a.relu(a.sub(lo, x)));
    }
    return hi < largest ? a.sub(y, a.relu(a.sub(x, hi))) : y;
  }

  public static <V> V floor(Algebra<V> a, V x) {
    return a.apply(Function.FLOOR, x);
  }

  /** As floor. */
  public static <V> V ceil(Algebra<V> a, V x) {
    return a.negate(floor(a, a.negate(x)));
  }

  /** Without what is behind the point: floor of |x|, which takes one comparison and mask more. */
  public static <V> V trunc(Algebra<V> a, V x) {
    V negative = a.isNegative(x);
    V size = floor(a, flipped(a, negative, x));
    return flipped(a, negative, size);
  }

  /** −x where the bit is 1, else x: a mask. */
  static <V> V flipped(Algebra<V> a, V bits, V x) {
    return a.sub(x, a.mul(a.mask(bits, x), 2));
  }

  /** The nearest whole number, the even one of two: two floors at a time, then one comparison and mask. */
  public static <V> V round(Algebra<V> a, V x) {
    V up = a.add(x, 0.5);
    V whole = floor(a, up);
    V tie = a.isNegative(a.sub(a.sub(up, whole), Math.scalb(1.0, -a.fractionBits())));
    // At a tie whole is k or k + 1 for the even number k; an eighth keeps the halved sum away from whole numbers.
    V half = floor(a, a.add(a.mul(x, 0.5), 0.25 + 0.125));
    return a.sub(whole, a.mask(tie, a.sub(whole, a.mul(half, 2))));
  }

  /**
   * x − m·⌊x/m⌋, which has m's sign: a floor, then two comparisons and masks at a time. |x/m| has to stay below 2^f.
   *
   * @throws BadRequestException if an m is 0
   */
  public static <V> V mod(Algebra<V> a, V x, Values m) {
    if (Arrays.stream(m.data()).allMatch(d -> d > 0)) {
      return positiveMod(a, x, m);
    }
    V sign = a.constant(map(m, Math::signum));
    return a.mul(positiveMod(a, a.mul(x, sign), map(m, Math::abs)), sign);
  }

  public static <V> V mod(Algebra<V> a, V x, double m) {
    return mod(a, x, Values.scalar(m));
  }

  /** What division towards zero leaves over, which has x's sign: as {@link #mod} of |x|. */
  public static <V> V remainder(Algebra<V> a, V x, Values m) {
    V negative = a.isNegative(x);
    V size = positiveMod(a, flipped(a, negative, x), map(m, Math::abs));
    // The bits are x's, which the size may have been broadcast from.
    return a.mul(size, a.sub(1, a.mul(a.number(negative), 2)));
  }

  /** The quotient is rounded, so that it may miss the whole number by one, either way. */
  private static <V> V positiveMod(Algebra<V> a, V x, Values m) {
    if (Arrays.stream(m.data()).anyMatch(d -> d == 0)) {
      throw new BadRequestException("The remainder of a division by 0 is not defined; use another divisor");
    }
    V divisor = a.constant(m);
    V rest = a.sub(x, a.mul(floor(a, a.mul(x, a.constant(map(m, d -> 1 / d)))), divisor));
    V tooHigh = a.number(a.isNegative(rest));
    V tooLow = a.number(a.not(a.less(rest, divisor)));
    return a.add(rest, a.mul(a.sub(tooHigh, tooLow), divisor));
  }

  /**
   * x/y: a reciprocal and three products, of which the last two remove what the reciprocal's rounding left: the error
   * is about 1 + |1/y| + |x·y|·2^−f units in the last place. For |y| ≥ 2^−10; nearer to 0 the quotient grows little.
   */
  public static <V> V div(Algebra<V> a, V x, V y) {
    V inverse = a.apply(Function.RECIPROCAL, y);
    V quotient = a.mul(x, inverse);
    return a.add(quotient, a.mul(a.sub(x, a.mul(quotient, y)), inverse));
  }

  /**
   * A product with 1/y.
   *
   * @throws BadRequestException if y is 0
   */
  public static <V> V divide(Algebra<V> a, V x, double y) {
    if (y == 0) {
      throw new BadRequestException("A division by 0 is not defined; use another divisor");
    }
    return a.mul(x, 1 / y);
  }

  /**
   * x^p. For whole p by repeated squaring, ⌈log2 p⌉ rounds and more; with halves by a square root; for p < 0 by a
   * reciprocal; else e^(p·ln x), for x > 0.
   */
  public static <V> V pow(Algebra<V> a, V x, double p) {
    double doubled = Math.abs(2 * p);
    if (doubled != Math.rint(doubled) || doubled > 2 * MOST_FACTORS) {
      return a.apply(Function.EXP, a.mul(a.apply(Function.LOG, x), p));
    }
    if (p == 0) {
      return a.add(a.sub(x, x), 1);
    }
    int halves = (int) doubled;
    if (p < 0) {
      // Inverses first: their powers neither overflow nor lose places.
      return halves % 2 == 0
          ? product(a, a.apply(Function.RECIPROCAL, x), halves / 2)
          : product(a, a.apply(Function.RSQRT, x), halves);
    }
    int whole = halves / 2;
    if (halves % 2 == 0) {
      return product(a, x, whole);
    }
    V root = a.apply(Function.SQRT, x);
    return whole == 0 ? root : a.mul(product(a, x, whole), root);
  }

  /** e^(p·ln x), for x > 0. */
  public static <V> V power(Algebra<V> a, V x, V p) {
    return a.apply(Function.EXP, a.mul(a.apply(Function.LOG, x), p));
  }

  private static <V> V product(Algebra<V> a, V x, int factors) {
    if (factors == 1) {
      return x;
    }
    V square = square(a, product(a, x, factors / 2));
    return factors % 2 == 0 ? square : a.mul(square, x);
  }

  private static Values map(Values x, DoubleUnaryOperator f) {
    return Values.of(x.shape(), Arrays.stream(x.data()).map(f).toArray());
  }
}
