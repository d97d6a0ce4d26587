package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Function;

/**
 * Functions of angles and their hyperbolic kin, elementwise. What grows like e^|x| needs |x| ≤ 8 or so, that its values
 * stay within fixed point.
 */
public final class Trigonometry {
  /** arctan(t)/t on [0, 1], in powers of t²; off by less than 2^-24. */
  private static final double[] ARCTAN = {0.999999334, -0.333298560, 0.199465360, -0.139085335, 0.096420044,
      -0.055909886, 0.021861229, -0.004054058};

  private Trigonometry() {}

  /** sin x / cos x, away from the poles. */
  public static <V> V tan(Algebra<V> a, V x) {
    return a.mul(a.apply(Function.SIN, x), a.apply(Function.RECIPROCAL, a.apply(Function.COS, x)));
  }

  /** (e^x − e^−x)/2 */
  public static <V> V sinh(Algebra<V> a, V x) {
    return a.mul(a.sub(a.apply(Function.EXP, x), a.apply(Function.EXP, a.negate(x))), 0.5);
  }

  /** (e^x + e^−x)/2 */
  public static <V> V cosh(Algebra<V> a, V x) {
    return a.mul(a.add(a.apply(Function.EXP, x), a.apply(Function.EXP, a.negate(x))), 0.5);
  }

  /** sign(x)·ln(|x| + √(x² + 1)) */
  public static <V> V asinh(Algebra<V> a, V x) {
    V negative = a.isNegative(x);
    V size = a.select(negative, a.negate(x), x);
    V result = a.apply(Function.LOG, a.add(size, a.apply(Function.SQRT, a.add(a.mul(x, x), 1))));
    return a.select(negative, a.negate(result), result);
  }

  /** ln(x + √(x² − 1)), x ≥ 1. */
  public static <V> V acosh(Algebra<V> a, V x) {
    return a.apply(Function.LOG, a.add(x, a.apply(Function.SQRT, a.sub(a.mul(x, x), 1))));
  }

  /** (ln(1 + x) − ln(1 − x))/2, |x| < 1. */
  public static <V> V atanh(Algebra<V> a, V x) {
    V above = a.apply(Function.LOG, a.add(x, 1));
    V below = a.apply(Function.LOG, a.sub(1, x));
    return a.mul(a.sub(above, below), 0.5);
  }

  /** By a polynomial on [0, 1]; beyond, as π/2 − arctan 1/x. */
  public static <V> V atan(Algebra<V> a, V x) {
    V negative = a.isNegative(x);
    V size = a.select(negative, a.negate(x), x);
    V inside = a.isNegative(a.sub(size, 1));
    // A reciprocal of what is small would leave fixed point; it is not used then.
    V outer = a.apply(Function.RECIPROCAL, a.max(size, a.constant(1)));
    V inner = arctan(a, a.select(inside, size, outer));
    V result = a.select(inside, inner, a.sub(Math.PI / 2, inner));
    return a.select(negative, a.negate(result), result);
  }

  /** The angle of the point (x, y), where x and y are not both near 0. */
  public static <V> V atan2(Algebra<V> a, V y, V x) {
    V left = a.isNegative(x);
    V below = a.isNegative(y);
    V width = a.select(left, a.negate(x), x);
    V height = a.select(below, a.negate(y), y);
    V flat = a.isNegative(a.sub(height, width));
    V most = a.select(flat, width, height);
    V least = a.select(flat, height, width);
    V inner = arctan(a, a.mul(least, a.apply(Function.RECIPROCAL, most)));
    V quadrant = a.select(flat, inner, a.sub(Math.PI / 2, inner));
    V half = a.select(left, a.sub(Math.PI, quadrant), quadrant);
    return a.select(below, a.negate(half), half);
  }

  /** arctan(x/√(1 − x²)), |x| ≤ 1. */
  public static <V> V asin(Algebra<V> a, V x) {
    return atan2(a, x, a.apply(Function.SQRT, a.sub(1, a.mul(x, x))));
  }

  /** π/2 − arcsin x, |x| ≤ 1. */
  public static <V> V acos(Algebra<V> a, V x) {
    return a.sub(Math.PI / 2, asin(a, x));
  }

  private static <V> V arctan(Algebra<V> a, V t) {
    V square = a.mul(t, t);
    V sum = a.add(a.mul(square, ARCTAN[ARCTAN.length - 1]), ARCTAN[ARCTAN.length - 2]);
    for (int i = ARCTAN.length - 3; i >= 0; i--) {
      sum = a.add(a.mul(sum, square), ARCTAN[i]);
    }
    return a.mul(sum, t);
  }
}
