package io.parley.plan;

/** The error function in double precision, which the JDK does not have. */
final class Erf {
  private static final double SERIES_UP_TO = 3;
  private static final int DEPTH = 120;

  private Erf() {}

  static double of(double x) {
    double a = Math.abs(x);
    return Math.copySign(a < SERIES_UP_TO ? series(a) : 1 - tail(a), x);
  }

  /** 1 − erf(x), exact for large x too. */
  static double complement(double x) {
    return x < SERIES_UP_TO ? 1 - of(x) : tail(x);
  }

  /** 2/√π·e^−x²·Σ 2^n·x^(2n+1)/(1·3·…·(2n+1)), whose terms are all positive [Abramowitz and Stegun, 7.1.6]. */
  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; term > sum * Math.ulp(1.0); n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }

  /** e^−x²/√π·1/(x + ½/(x + 1/(x + 3/2/(x + …)))) [Abramowitz and Stegun, 7.1.14]. */
  private static double tail(double x) {
    double fraction = x;
    for (int n = DEPTH; n > 0; n--) {
      fraction = x + n / 2.0 / fraction;
    }
    return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
  }
}
