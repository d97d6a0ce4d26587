package io.parley.crypto;

/**
 * e^x and points of the unit circle in arithmetic alone: the same bits on every machine, which {@link Math} does not
 * promise, and in the same time for every number, which tables do not.
 */
final class Elementary {
  private static final double LOG2_E = 1 / 0.6931471805599453;
  private static final double LN_2 = 0.6931471805599453;
  private static final int BIAS = 1023;
  private static final int MANTISSA = 52;
  private static final double TURN = 2 * Math.PI;

  private Elementary() {}

  /** x becomes e^x, but for 2^−48 of it; |x| < 700. */
  static void exp(double[] x) {
    for (int i = 0; i < x.length; i++) {
      double whole = Math.rint(x[i] * LOG2_E);
      double r = x[i] - whole * LN_2;
      // Taylor's series; |r| ≤ ln 2 / 2.
      double sum = 1 + r * (1.0 / 13);
      sum = 1 + sum * (r * (1.0 / 12));
      sum = 1 + sum * (r * (1.0 / 11));
      sum = 1 + sum * (r * (1.0 / 10));
      sum = 1 + sum * (r * (1.0 / 9));
      sum = 1 + sum * (r * (1.0 / 8));
      sum = 1 + sum * (r * (1.0 / 7));
      sum = 1 + sum * (r * (1.0 / 6));
      sum = 1 + sum * (r * (1.0 / 5));
      sum = 1 + sum * (r * (1.0 / 4));
      sum = 1 + sum * (r * (1.0 / 3));
      sum = 1 + sum * (r * (1.0 / 2));
      sum = 1 + sum * r;
      x[i] = sum * Double.longBitsToDouble(((long) whole + BIAS) << MANTISSA);
    }
  }

  /** cos 2πt and sin 2πt for |t| ≤ ½, but for 2^−48. */
  static void circle(double[] turns, double[] cos, double[] sin) {
    for (int i = 0; i < turns.length; i++) {
      double x = turns[i] * (TURN / 4);
      double square = x * x;
      double c = cosine(square);
      double s = x * sine(square);
      // Twice the angle, twice.
      double s2 = 2 * s * c;
      double c2 = 1 - 2 * s * s;
      sin[i] = 2 * s2 * c2;
      cos[i] = 1 - 2 * s2 * s2;
    }
  }

  /** Taylor's series of cos x by x²; |x| ≤ π/4. */
  private static double cosine(double square) {
    double sum = 1 - square * (1.0 / (15 * 16));
    sum = 1 - sum * (square * (1.0 / (13 * 14)));
    sum = 1 - sum * (square * (1.0 / (11 * 12)));
    sum = 1 - sum * (square * (1.0 / (9 * 10)));
    sum = 1 - sum * (square * (1.0 / (7 * 8)));
    sum = 1 - sum * (square * (1.0 / (5 * 6)));
    sum = 1 - sum * (square * (1.0 / (3 * 4)));
    return 1 - sum * (square * (1.0 / 2));
  }

  /** That of sin x / x. */
  private static double sine(double square) {
    double sum = 1 - square * (1.0 / (16 * 17));
    sum = 1 - sum * (square * (1.0 / (14 * 15)));
    sum = 1 - sum * (square * (1.0 / (12 * 13)));
    sum = 1 - sum * (square * (1.0 / (10 * 11)));
    sum = 1 - sum * (square * (1.0 / (8 * 9)));
    sum = 1 - sum * (square * (1.0 / (6 * 7)));
    sum = 1 - sum * (square * (1.0 / (4 * 5)));
    return 1 - sum * (square * (1.0 / (2 * 3)));
  }
}
