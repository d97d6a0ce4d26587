package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Function;
import java.util.List;

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
    return a.apply(new LeakyRelu(slope), List.of(x));
  }

  /** x, or slope·x where x < 0, with slopes that broadcast to x: one comparison and one product. */
  public static <V> V prelu(Algebra<V> a, V x, V slope) {
    return a.apply(new Prelu(), List.of(x, slope));
  }

  /** x, or α(e^x − 1) where x < 0: one comparison, then one exponential. */
  public static <V> V elu(Algebra<V> a, V x, double alpha) {
    return a.apply(new Elu(alpha), List.of(x));
  }

  /** γ·elu with α = 1.6733 and γ = 1.0507. */
  public static <V> V selu(Algebra<V> a, V x) {
    return selu(a, x, SELU_ALPHA, SELU_GAMMA);
  }

  public static <V> V selu(Algebra<V> a, V x, double alpha, double gamma) {
    return a.apply(new Selu(alpha, gamma), List.of(x));
  }

  /** x, or α(e^(x/α) − 1) where x < 0. */
  public static <V> V celu(Algebra<V> a, V x, double alpha) {
    return a.apply(new Celu(alpha), List.of(x));
  }

  static <V> V exponentialBelowZero(Algebra<V> a, V x, double alpha, double rate) {
    V positive = a.relu(x);
    V negative = a.sub(x, positive);
    V power = a.apply(Function.EXP_NEGATIVE, rate == 1 ? negative : a.mul(negative, rate));
    V below = a.sub(power, 1);
    return a.add(positive, alpha == 1 ? below : a.mul(below, alpha));
  }

  /** α·x + β, clamped to [0, 1]: two comparisons at a time. */
  public static <V> V hardSigmoid(Algebra<V> a, V x, double alpha, double beta) {
    return a.apply(new HardSigmoid(alpha, beta), List.of(x));
  }

  /** x·hardSigmoid(x) with α = 1/6 and β = 1/2. */
  public static <V> V hardSwish(Algebra<V> a, V x) {
    return a.apply(new HardSwish(), List.of(x));
  }

  public static <V> V relu6(Algebra<V> a, V x) {
    return a.apply(new Relu6(), List.of(x));
  }

  /** x/(1 + |x|) = ±(1 − 1/(1 + |x|)), which is exact to the last places for large x too: one reciprocal. */
  public static <V> V softsign(Algebra<V> a, V x) {
    return a.apply(new Softsign(), List.of(x));
  }

  /** x·tanh(softplus(x)): two functions, one after the other. */
  public static <V> V mish(Algebra<V> a, V x) {
    return a.apply(new Mish(), List.of(x));
  }

  /** ln sigmoid(x) = −softplus(−x). */
  public static <V> V logSigmoid(Algebra<V> a, V x) {
    return a.apply(new LogSigmoid(), List.of(x));
  }

  /** x where x > α, else 0: one comparison. */
  public static <V> V thresholdedRelu(Algebra<V> a, V x, double alpha) {
    return a.apply(new ThresholdedRelu(alpha), List.of(x));
  }

  /** x without its part in [−λ, λ], which is pulled to 0: two comparisons at a time. */
  public static <V> V softShrink(Algebra<V> a, V x, double lambda) {
    return a.apply(new SoftShrink(lambda), List.of(x));
  }

  /** 0 for x in [−λ, λ], else x: two comparisons at a time. */
  public static <V> V hardShrink(Algebra<V> a, V x, double lambda) {
    return a.apply(new HardShrink(lambda), List.of(x));
  }
}
