package io.parley.plan.precision;

import io.parley.plan.Function;

/** Where a function is computed as it is defined, with 16 fraction bits; beyond it stays at the end. */
record Domain(double low, double high) {
  /** Quotients grow no further below it. */
  static final double LEAST_DIVISOR = 0x1p-10;
  private static final double LARGEST = 0x1p30;
  /** Of what powers of two bring to around 1. */
  private static final double LARGEST_SCALED = 0x1p28;
  private static final double ANGLES = 1024;
  private static final double LARGEST_EXPONENT = 19.4;

  static Domain of(Function function) {
    return switch (function) {
      case EXP -> new Domain(-LARGEST, LARGEST_EXPONENT);
      case EXP_NEGATIVE -> new Domain(-LARGEST, 0);
      case LOG, RSQRT -> new Domain(0x1p-16, LARGEST_SCALED);
      case SQRT -> new Domain(0, LARGEST_SCALED);
      case RECIPROCAL -> new Domain(-LARGEST_SCALED, LARGEST_SCALED);
      case RECIPROCAL_ABOVE_ONE -> new Domain(1, LARGEST_SCALED);
      case SIN, COS -> new Domain(-ANGLES, ANGLES);
      case SIGMOID, TANH, ERF, SOFTPLUS, GELU, GELU_TANH, SILU, FLOOR -> new Domain(-LARGEST, LARGEST);
    };
  }

  double clamp(double x) {
    return Math.clamp(x, low, high);
  }

  /** Whether the function is computed as it is defined on all of the range. */
  static boolean holds(Function function, Range range) {
    Domain domain = of(function);
    boolean divides = function == Function.RECIPROCAL;
    // Formulas that apply this know what intervals do not see.
    boolean fromBelow = function == Function.RECIPROCAL_ABOVE_ONE || range.low() >= domain.low;
    return fromBelow && range.high() <= domain.high
        && !(divides && range.low() < LEAST_DIVISOR && range.high() > -LEAST_DIVISOR);
  }
}
