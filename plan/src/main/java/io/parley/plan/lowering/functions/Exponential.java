package io.parley.plan.lowering.functions;

import io.parley.plan.Words;

/**
 * e^x = (e^(x/2^k))^(2^k): a polynomial, then k squarings. x is clamped to where e^x is half a unit in the last place, from
 * where on it is 0, and to where it reaches what a plan may hold (or, for arguments that are known to be negative, to 0).
 *
 * @param squarings k
 * @param p e^(x/2^k) for x/2^k
 */
record Exponential(double from, double to, int squarings, Polynomial p) {
  private static final int MOST_SQUARINGS = 9;
  private static final int MOST_DEGREE = 9;
  /** Twice the fraction bits of what is squared, plus those before its point, stay below 2·31. */
  private static final int SQUARED_BITS = 30;

  /** Where e^x is half a unit in the last place. */
  static double from(int f) {
    return -(f + 1) * Math.log(2);
  }

  /** Where it reaches what a plan may hold. */
  static double to(int f, boolean negative) {
    return negative ? 0 : (60 - 2 * f) * Math.log(2);
  }

  /** The cheapest whose relative error is below 2^−min(f, 18). */
  static Exponential of(int f, boolean negative) {
    double from = from(f);
    double to = to(f, negative);
    double tolerance = Math.scalb(1.0, -Math.min(f, 18));
    Exponential best = null;
    for (int k = 0; k <= MOST_SQUARINGS; k++) {
      for (int degree = 2; degree <= MOST_DEGREE; degree++) {
        double scale = Math.scalb(1.0, -k);
        Polynomial p = Polynomial.interpolate(Math::exp, from * scale, to * scale, degree);
        double relative = p.error(Math::exp) / Math.exp(from * scale) / scale;
        if (relative <= tolerance && (best == null || degree + k < best.p.degree() + best.squarings)) {
          best = new Exponential(from, to, k, p);
        }
      }
    }
    if (best == null) {
      throw new IllegalStateException("No polynomial is near enough to e^x for " + f + " fraction bits");
    }
    return best;
  }

  int on(Words w, int x) {
    int below = w.isBelow(x, from);
    int above = w.replaced(below, from, x);
    int clamped = to == 0 ? above : w.noMoreThan(above, to);
    int y = squared(w, p.on(w, w.down(clamped, squarings)), squarings, to);
    // Half a unit in the last place, but sums of many would not be small.
    return w.mask(w.not(below), w.atMost(y, 2 * w.bits(x)));
  }

  /** (e^(x/2^k))^(2^k) for x ≤ to, of e^(x/2^k). */
  static int squared(Words w, int base, int squarings, double to) {
    int y = base;
    for (int i = squarings - 1; i >= 0; i--) {
      // What is squared now is e^(x/2^(i+1)), so at most e^(to/2^(i+1)).
      int whole = Math.max(0, Math.getExponent(Math.exp(Math.scalb(to, -i - 1))) + 1);
      int z = w.atMost(y, Math.min(Polynomial.BITS, SQUARED_BITS - whole));
      y = w.mul(z, z);
    }
    return y;
  }
}
