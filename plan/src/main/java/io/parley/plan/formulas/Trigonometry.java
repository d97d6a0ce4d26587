package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import java.util.List;

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
    return a.apply(new Tan(), List.of(x));
  }

  /** (e^x − e^−x)/2 */
  public static <V> V sinh(Algebra<V> a, V x) {
    return a.apply(new Sinh(), List.of(x));
  }

  /** (e^x + e^−x)/2 */
  public static <V> V cosh(Algebra<V> a, V x) {
    return a.apply(new Cosh(), List.of(x));
  }

  /** sign(x)·ln(|x| + √(x² + 1)) */
  public static <V> V asinh(Algebra<V> a, V x) {
    return a.apply(new Asinh(), List.of(x));
  }

  /** ln(x + √(x² − 1)), x ≥ 1. */
  public static <V> V acosh(Algebra<V> a, V x) {
    return a.apply(new Acosh(), List.of(x));
  }

  /** (ln(1 + x) − ln(1 − x))/2, |x| < 1. */
  public static <V> V atanh(Algebra<V> a, V x) {
    return a.apply(new Atanh(), List.of(x));
  }

  /** By a polynomial on [0, 1]; beyond, as π/2 − arctan 1/x. */
  public static <V> V atan(Algebra<V> a, V x) {
    return a.apply(new Atan(), List.of(x));
  }

  /** The angle of the point (x, y), where x and y are not both near 0. */
  public static <V> V atan2(Algebra<V> a, V y, V x) {
    return a.apply(new Atan2(), List.of(y, x));
  }

  /** arctan(x/√(1 − x²)), |x| ≤ 1. */
  public static <V> V asin(Algebra<V> a, V x) {
    return a.apply(new Asin(), List.of(x));
  }

  /** π/2 − arcsin x, |x| ≤ 1. */
  public static <V> V acos(Algebra<V> a, V x) {
    return a.apply(new Acos(), List.of(x));
  }

  static <V> V arctan(Algebra<V> a, V t) {
    V square = a.mul(t, t);
    V sum = a.add(a.mul(square, ARCTAN[ARCTAN.length - 1]), ARCTAN[ARCTAN.length - 2]);
    for (int i = ARCTAN.length - 3; i >= 0; i--) {
      sum = a.add(a.mul(sum, square), ARCTAN[i]);
    }
    return a.mul(sum, t);
  }
}
