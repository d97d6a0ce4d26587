package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Function;

/**
 * What stands between layers, elementwise. Those that are straight in parts cost a comparison and a mask for each bend;
 * the others their {@link Function}.
 */
public final class Activations {
  private static final double SELU_ALPHA = 1.6732632423543772;
  private static final double SELU_GAMMA = 1.0507009873554805;

  private Activations() {}

  /** x, or slope·x where x < 0: one comparison. */
  public static <V> V leakyRelu(Algebra<V> a, V x, double slope) {
    return prelu(a, x, a.constant(slope));
  }

  /** x, or slope·x where x < 0, with slopes that broadcast to x: one comparison and one product. */
  public static <V> V prelu(Algebra<V> a, V x, V slope) {
    V positive = a.relu(x);
    return a.add(positive, a.mul(a.sub(x, positive), slope));
  }

  /** x, or α(e^x − 1) where x < 0: one comparison, then one exponential. */
  public static <V> V elu(Algebra<V> a, V x, double alpha) {
    return exponentialBelowZero(a, x, alpha, 1);
  }

  /** γ·elu with α = 1.6733 and γ = 1.0507. */
  public static <V> V selu(Algebra<V> a, V x) {
    return selu(a, x, SELU_ALPHA, SELU_GAMMA);
  }

  public static <V> V selu(Algebra<V> a, V x, double alpha, double gamma) {
    return a.mul(elu(a, x, alpha), gamma);
  }

  /** x, or α(e^(x/α) − 1) where x < 0. */
  public static <V> V celu(Algebra<V> a, V x, double alpha) {
    return exponentialBelowZero(a, x, alpha, 1 / alpha);
  }

  private static <V> V exponentialBelowZero(Algebra<V> a, V x, double alpha, double rate) {
    V positive = a.relu(x);
    V negative = a.sub(x, positive);
    V power = a.apply(Function.EXP_NEGATIVE, rate == 1 ? negative : a.mul(negative, rate));
    V below = a.sub(power, 1);
    return a.add(positive, alpha == 1 ? below : a.mul(below, alpha));
  }

  /** α·x + β, clamped to [0, 1]: two comparisons at a time. */
  public static <V> V hardSigmoid(Algebra<V> a, V x, double alpha, double beta) {
    return Elementwise.clamp(a, a.add(a.mul(x, alpha), beta), 0, 1);
  }

  /** x·hardSigmoid(x) with α = 1/6 and β = 1/2. */
  public static <V> V hardSwish(Algebra<V> a, V x) {
    return a.mul(x, hardSigmoid(a, x, 1.0 / 6, 0.5));
  }

  public static <V> V relu6(Algebra<V> a, V x) {
    return Elementwise.clamp(a, x, 0, 6);
  }

  /** x/(1 + |x|) = ±(1 − 1/(1 + |x|)), which is exact to the last places for large x too: one reciprocal. */
  public static <V> V softsign(Algebra<V> a, V x) {
    V negative = a.isNegative(x);
    V size = a.sub(1, a.apply(Function.RECIPROCAL, a.add(Elementwise.flipped(a, negative, x), 1)));
    return Elementwise.flipped(a, negative, size);
  }

  /** x·tanh(softplus(x)): two functions, one after the other. */
  public static <V> V mish(Algebra<V> a, V x) {
    return a.mul(x, a.apply(Function.TANH, a.apply(Function.SOFTPLUS, x)));
  }

  /** ln sigmoid(x) = −softplus(−x). */
  public static <V> V logSigmoid(Algebra<V> a, V x) {
    return a.negate(a.apply(Function.SOFTPLUS, a.negate(x)));
  }

  /** x where x > α, else 0: one comparison. */
  public static <V> V thresholdedRelu(Algebra<V> a, V x, double alpha) {
    return a.mask(a.isNegative(a.sub(alpha, x)), x);
  }

  /** x without its part in [−λ, λ], which is pulled to 0: two comparisons at a time. */
  public static <V> V softShrink(Algebra<V> a, V x, double lambda) {
    return a.sub(x, Elementwise.clamp(a, x, -lambda, lambda));
  }

  /** 0 for x in [−λ, λ], else x: two comparisons at a time. */
  public static <V> V hardShrink(Algebra<V> a, V x, double lambda) {
    V above = a.isNegative(a.sub(lambda, x));
    V below = a.isNegative(a.add(x, lambda));
    return a.mask(a.xor(above, below), x);
  }
}
