package io.parley.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A function of one real number that {@link Op.Apply} takes elementwise. {@link #of} is what it stands for; docs/functions.md
 * tells how it is computed on secrets, where, and how exactly.
 */
public enum Function {
  EXP,
  /** e^x for x ≤ 0, and for no others: all that softmax needs, and cheaper than {@link #EXP}. */
  EXP_NEGATIVE,
  /** The natural logarithm. */
  LOG, RECIPROCAL,
  /** 1/x for x ≥ 1, and for no others: all that softmax needs, and cheaper than {@link #RECIPROCAL}. */
  RECIPROCAL_ABOVE_ONE, SQRT,
  /** 1/√x */
  RSQRT,
  /** 1/(1 + e^−x) */
  SIGMOID, TANH,
  /** The error function. */
  ERF,
  /** ln(1 + e^x) */
  SOFTPLUS,
  /** x·Φ(x), with the normal distribution Φ. */
  GELU,
  /** x·(1 + tanh(√(2/π)·(x + 0.044715·x³)))/2, which comes near to {@link #GELU}. */
  GELU_TANH,
  /** x·sigmoid(x) */
  SILU, SIN, COS,
  /** The largest whole number not above x. */
  FLOOR;

  /** On a real number. */
  public double of(double x) {
    return switch (this) {
      case EXP, EXP_NEGATIVE -> Math.exp(x);
      case LOG -> Math.log(x);
      case RECIPROCAL, RECIPROCAL_ABOVE_ONE -> 1 / x;
      case SQRT -> Math.sqrt(x);
      case RSQRT -> 1 / Math.sqrt(x);
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case TANH -> Math.tanh(x);
      case ERF -> Erf.of(x);
      case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
      case GELU -> x * 0.5 * Erf.complement(-x * Math.sqrt(0.5));
      case GELU_TANH -> 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
      case SILU -> x / (1 + Math.exp(-x));
      case SIN -> Math.sin(x);
      case COS -> Math.cos(x);
      case FLOOR -> Math.floor(x);
    };
  }

  /** As plans and errors name it. */
  public String label() {
    String[] words = name().toLowerCase(Locale.ROOT).split("_");
    return words[0] + Arrays.stream(words).skip(1).map(w -> Character.toUpperCase(w.charAt(0)) + w.substring(1))
        .collect(Collectors.joining());
  }
}
