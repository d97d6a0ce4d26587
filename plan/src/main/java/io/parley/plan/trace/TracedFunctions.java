package io.parley.plan.trace;

import io.parley.plan.BadRequestException;
import io.parley.plan.Function;
import io.parley.plan.Op;
import io.parley.plan.Values;
import io.parley.plan.formulas.Activations;
import io.parley.plan.formulas.Division;
import io.parley.plan.formulas.Elementwise;

/**
 * The verbs that concern each element by itself; {@link Elementwise}, {@link Activations} and docs/functions.md tell how
 * they are computed, where, and how exactly.
 *
 * @param <T> what the verbs return
 */
public abstract sealed class TracedFunctions<T extends TracedFunctions<T>> extends Traced<T> permits TracedAxes {
  TracedFunctions(Trace trace, int node) {
    super(trace, node);
  }

  /** The function of each element. */
  public T apply(Function function) {
    return wrap(trace.add(function.label().replace('-', '_'), new Op.Apply(function), this));
  }

  /** max(x, 0). */
  public T relu() {
    return wrap(trace.add("relu", new Op.Relu(), this));
  }

  public T exp() {
    return apply(Function.EXP);
  }

  /** The natural logarithm. */
  public T log() {
    return apply(Function.LOG);
  }

  /** 1/x */
  public T reciprocal() {
    return apply(Function.RECIPROCAL);
  }

  public T sqrt() {
    return apply(Function.SQRT);
  }

  /** 1/√x */
  public T rsqrt() {
    return apply(Function.RSQRT);
  }

  /** 1/(1 + e^−x) */
  public T sigmoid() {
    return apply(Function.SIGMOID);
  }

  public T tanh() {
    return apply(Function.TANH);
  }

  /** The error function. */
  public T erf() {
    return apply(Function.ERF);
  }

  /** ln(1 + e^x) */
  public T softplus() {
    return apply(Function.SOFTPLUS);
  }

  /** x·Φ(x), with the normal distribution Φ. */
  public T gelu() {
    return apply(Function.GELU);
  }

  /** x·sigmoid(x) */
  public T silu() {
    return apply(Function.SILU);
  }

  public T sin() {
    return apply(Function.SIN);
  }

  public T cos() {
    return apply(Function.COS);
  }

  /** The largest whole number not above x. */
  public T floor() {
    return apply(Function.FLOOR);
  }

  /** The smallest whole number not below x. */
  public T ceil() {
    return wrap(Elementwise.ceil(algebra(), node));
  }

  /** The nearest whole number, the even one of two. */
  public T round() {
    return wrap(Elementwise.round(algebra(), node));
  }

  /** Without what is behind the point. */
  public T trunc() {
    return wrap(Elementwise.trunc(algebra(), node));
  }

  /** |x| */
  public T abs() {
    return wrap(Elementwise.abs(algebra(), node));
  }

  /** −1, 0 or 1. */
  public T sign() {
    return wrap(Elementwise.sign(algebra(), node));
  }

  public T square() {
    return wrap(Elementwise.square(algebra(), node));
  }

  /** The smaller of each two elements. */
  public T min(T y) {
    return wrap(Elementwise.min(algebra(), node, trace.mine(y)));
  }

  /** At least lo and at most hi. */
  public T clamp(double lo, double hi) {
    return wrap(Elementwise.clamp(algebra(), node, lo, hi));
  }

  /** x − m·⌊x/m⌋, which has m's sign; of integers for whole m. */
  public T mod(double m) {
    if (!type().isInteger()) {
      return wrap(Elementwise.mod(algebra(), node, m));
    }
    if (m == 0 || m != Math.rint(m)) {
      throw new BadRequestException("Integers have remainders of whole numbers but 0, not of " + m
          + "; take another divisor, or convert the integers to numbers");
    }
    int size = trace.constant(Values.scalar(Math.abs(m)), 0).node;
    return m > 0
        ? wrap(Division.floorMod(algebra(), node, size))
        : wrap(Division.floorMod(algebra(), negate().node, size)).negate();
  }

  /** x/y, as a number, also of integers. */
  public T div(double y) {
    T x = asNumbers();
    return wrap(Elementwise.divide(x.algebra(), x.node, y));
  }

  /** x^p; for p with other fractions than a half, of x > 0. */
  public T pow(double p) {
    return wrap(Elementwise.pow(algebra(), node, p));
  }

  /** x, or slope·x where {@code x < 0}. */
  public T leakyRelu(double slope) {
    return wrap(Activations.leakyRelu(algebra(), node, slope));
  }

  /** x, or α(e^x − 1) where {@code x < 0}. */
  public T elu(double alpha) {
    return wrap(Activations.elu(algebra(), node, alpha));
  }

  /** 1.0507·elu with α = 1.6733. */
  public T selu() {
    return wrap(Activations.selu(algebra(), node));
  }

  /** x, or α(e^(x/α) − 1) where {@code x < 0}. */
  public T celu(double alpha) {
    return wrap(Activations.celu(algebra(), node, alpha));
  }

  /** α·x + β, clamped to [0, 1]. */
  public T hardSigmoid(double alpha, double beta) {
    return wrap(Activations.hardSigmoid(algebra(), node, alpha, beta));
  }

  /** x·clamp(x/6 + 1/2, 0, 1) */
  public T hardSwish() {
    return wrap(Activations.hardSwish(algebra(), node));
  }

  /** Clamped to [0, 6]. */
  public T relu6() {
    return wrap(Activations.relu6(algebra(), node));
  }

  /** x/(1 + |x|) */
  public T softsign() {
    return wrap(Activations.softsign(algebra(), node));
  }

  /** x·tanh(softplus(x)) */
  public T mish() {
    return wrap(Activations.mish(algebra(), node));
  }

  /** ln sigmoid(x) */
  public T logSigmoid() {
    return wrap(Activations.logSigmoid(algebra(), node));
  }

  /** x where x > α, else 0. */
  public T thresholdedRelu(double alpha) {
    return wrap(Activations.thresholdedRelu(algebra(), node, alpha));
  }

  /** Without the part in [−λ, λ]. */
  public T softShrink(double lambda) {
    return wrap(Activations.softShrink(algebra(), node, lambda));
  }

  /** 0 in [−λ, λ], else x. */
  public T hardShrink(double lambda) {
    return wrap(Activations.hardShrink(algebra(), node, lambda));
  }
}
