package io.parley.plan.precision;

import io.parley.plan.Function;

/** Where a function is computed as it is defined; beyond it stays at the end. */
record Domain(double low, double high) {
  private static final double ANGLES = 1024;

  static Domain of(Function function, int fractionBits) {
    double largest = Math.scalb(1.0, Precision.WORD_BITS - 2 * fractionBits);
    // Of what powers of two bring to around 1; e^x stays below it too.
    double scaled = largest / 4;
    return switch (function) {
      case EXP -> new Domain(-largest, Math.log(scaled));
      case EXP_NEGATIVE -> new Domain(-largest, 0);
      case LOG, RSQRT -> new Domain(Math.scalb(1.0, -fractionBits), scaled);
      case SQRT -> new Domain(0, scaled);
      case RECIPROCAL -> new Domain(-scaled, scaled);
      case RECIPROCAL_ABOVE_ONE -> new Domain(1, scaled);
      case SIN, COS -> new Domain(-ANGLES, ANGLES);
      case SIGMOID, TANH, ERF, SOFTPLUS, GELU, GELU_TANH, SILU, FLOOR -> new Domain(-largest, largest);
    };
  }

  double clamp(double x) {
    return Math.clamp(x, low, high);
  }

  /** Whether the function is computed as it is defined on all of the range. */
  static boolean holds(Function function, Range range, int fractionBits) {
    Domain domain = of(function, fractionBits);
    boolean divides = function == Function.RECIPROCAL;
    boolean reachesZero = divides && range.low() < leastDivisor(fractionBits)
        && range.high() > -leastDivisor(fractionBits);
    return range.low() >= domain.low && range.high() <= domain.high && !reachesZero;
  }

  /** The smallest number above 0 whose inverse fits. */
  static double leastDivisor(int fractionBits) {
    return Math.scalb(1.0, Math.max(-fractionBits, 2 * fractionBits - 61));
  }
}
