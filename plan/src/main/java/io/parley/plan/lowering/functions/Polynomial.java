package io.parley.plan.lowering.functions;

import io.parley.plan.Words;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * A polynomial in t ∈ [−1, 1], which stands for x ∈ [from, to]: the interpolation of a function at the Chebyshev points,
 * which is within a small factor of the best polynomial of its degree [Trefethen, Approximation Theory and Approximation
 * Practice, 2013, chapters 4 and 16].
 *
 * @param coefficients of t⁰, t¹, …
 */
record Polynomial(double from, double to, double[] coefficients) {
  /** Fraction bits of t and of its powers: a product of two stays below 2^62 with room for |t| up to 4. */
  static final int BITS = 28;
  private static final int MOST_BITS = 60;
  private static final int SAMPLES = 4000;

  static Polynomial interpolate(DoubleUnaryOperator f, double from, double to, int degree) {
    int n = degree + 1;
    double[] points = IntStream.range(0, n).mapToDouble(i -> Math.cos(Math.PI * (i + 0.5) / n)).toArray();
    double[] values = Arrays.stream(points).map(t -> f.applyAsDouble((from + to) / 2 + t * (to - from) / 2)).toArray();
    double[] result = new double[n];
    double[] before = new double[n];
    double[] chebyshev = new double[n];
    chebyshev[0] = 1;
    for (int k = 0; k < n; k++) {
      double c = 0;
      for (int i = 0; i < n; i++) {
        c += values[i] * Math.cos(k * Math.PI * (i + 0.5) / n) * (k == 0 ? 1 : 2) / n;
      }
      double[] next = new double[n];
      for (int i = 0; i < n; i++) {
        result[i] += c * chebyshev[i];
        if (i + 1 < n) {
          next[i + 1] += (k == 0 ? 1 : 2) * chebyshev[i];
        }
        next[i] -= k == 0 ? 0 : before[i];
      }
      before = chebyshev;
      chebyshev = next;
    }
    return new Polynomial(from, to, result);
  }

  /** Of the lowest degree whose error is nowhere above the tolerance. */
  static Polynomial fit(DoubleUnaryOperator f, double from, double to, double tolerance) {
    double[] xs = samples(from, to);
    double[] ys = Arrays.stream(xs).map(f).toArray();
    int degree = 1;
    Polynomial p = interpolate(f, from, to, degree);
    while (p.error(xs, ys) > tolerance) {
      p = interpolate(f, from, to, ++degree);
    }
    return p;
  }

  private static double[] samples(double from, double to) {
    return IntStream.rangeClosed(0, SAMPLES).mapToDouble(i -> from + (to - from) * i / SAMPLES).toArray();
  }

  /** The largest error. */
  double error(DoubleUnaryOperator f) {
    double[] xs = samples(from, to);
    return error(xs, Arrays.stream(xs).map(f).toArray());
  }

  private double error(double[] xs, double[] ys) {
    return IntStream.range(0, xs.length).mapToDouble(i -> Math.abs(of(xs[i]) - ys[i])).max().orElseThrow();
  }

  int degree() {
    return coefficients.length - 1;
  }

  double of(double x) {
    double t = (2 * x - from - to) / (to - from);
    double sum = 0;
    for (int i = degree(); i >= 0; i--) {
      sum = sum * t + coefficients[i];
    }
    return sum;
  }

  /** On x, which lies between from and to; in as many rounds of products as the degree has bits. */
  int on(Words w, int x) {
    int t = w.at(w.plus(w.times(x, 2 / (to - from), slopeBits(w.bits(x))), -(from + to) / (to - from)), BITS);
    return onUnit(w, t);
  }

  /** The powers of t at {@link #BITS}, the sum with more. */
  private int onUnit(Words w, int t) {
    int[] powers = new int[degree() + 1];
    powers[1] = t;
    for (int i = 2; i <= degree(); i++) {
      powers[i] = w.at(w.mul(powers[i / 2], powers[i - i / 2]), BITS);
    }
    double most = Arrays.stream(coefficients).map(Math::abs).sum();
    int bits = Math.min(BITS, MOST_BITS - BITS - Math.max(0, Math.getExponent(most) + 1));
    int sum = w.times(t, coefficients[1], bits);
    for (int i = 2; i <= degree(); i++) {
      sum = w.add(sum, w.times(powers[i], coefficients[i], bits));
    }
    return w.plus(sum, coefficients[0]);
  }

  /** As many as the words have room for. */
  private int slopeBits(int xBits) {
    double largest = Math.max(Math.abs(from), Math.abs(to)) * Math.max(1, 2 / (to - from));
    return Math.min(BITS, MOST_BITS - xBits - Math.max(0, Math.getExponent(largest) + 1));
  }
}
