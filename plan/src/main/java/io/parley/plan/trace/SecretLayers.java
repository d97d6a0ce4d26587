package io.parley.plan.trace;

import io.parley.crypto.Conv2dSpec;
import io.parley.plan.Values;
import io.parley.plan.formulas.Activations;
import io.parley.plan.formulas.Attention;
import io.parley.plan.formulas.AxisWindow;
import io.parley.plan.formulas.Convolutions;
import io.parley.plan.formulas.Elementwise;
import io.parley.plan.formulas.Indexing;
import io.parley.plan.formulas.Normalisations;
import io.parley.plan.formulas.Recurrent;
import java.util.Optional;

/** The verbs of a secret tensor that take weights, which are secret or public. */
public abstract sealed class SecretLayers extends TracedAxes<SecretTensor> permits SecretLosses {
  /**
   * What a recurrent layer gives.
   *
   * @param all states, T×N×H
   * @param last the state after the last step, N×H
   */
  public record States(SecretTensor all, SecretTensor last) {}

  /** Numbers count as the nearest index. */
  private static final double NEAREST = 0.5;

  SecretLayers(Trace trace, int node) {
    super(trace, node);
  }

  /** The node of an operand, which has to be of this trace. */
  private int id(Traced<?> operand) {
    return trace.mine(operand);
  }

  /** x, or slope·x where {@code x < 0}; slopes broadcast. */
  public SecretTensor prelu(Traced<?> slopes) {
    return wrap(Activations.prelu(algebra(), node, id(slopes)));
  }

  /** x^p for x > 0. */
  public SecretTensor power(Traced<?> p) {
    return wrap(Elementwise.power(algebra(), node, id(p)));
  }

  /** Standardised over the axis and all behind it, times scale, plus bias. */
  public SecretTensor layerNorm(int axis, Traced<?> scale, Traced<?> bias, double epsilon) {
    return wrap(Normalisations.layer(algebra(), node, axis(axis), id(scale), id(bias), epsilon));
  }

  /** x/√(mean of x² + ε) over the axis and all behind it, times scale. */
  public SecretTensor rmsNorm(int axis, Traced<?> scale, double epsilon) {
    return wrap(Normalisations.rms(algebra(), node, axis(axis), id(scale), epsilon));
  }

  /** Each channel of each of N×C×… standardised, times scale, plus bias. */
  public SecretTensor instanceNorm(Traced<?> scale, Traced<?> bias, double epsilon) {
    return wrap(Normalisations.instance(algebra(), node, id(scale), id(bias), epsilon));
  }

  /** Each group of channels of each of N×C×… standardised, times scale, plus bias. */
  public SecretTensor groupNorm(int groups, Traced<?> scale, Traced<?> bias, double epsilon) {
    return wrap(Normalisations.group(algebra(), node, groups, id(scale), id(bias), epsilon));
  }

  /** (x − mean)/√(variance + ε)·scale + bias for each channel of N×C×…. */
  public SecretTensor batchNorm(Traced<?> scale, Traced<?> bias, Traced<?> mean, Traced<?> variance, double epsilon) {
    return wrap(Normalisations.batch(algebra(), node, id(scale), id(bias), id(mean), id(variance), epsilon));
  }

  /** The convolution of N×C×L with O×(C/groups)×K kernels. */
  public SecretTensor conv1d(Traced<?> kernels, AxisWindow window, int groups) {
    return wrap(Convolutions.conv1d(algebra(), node, id(kernels), window, groups));
  }

  /** The convolution of N×C×D×H×W with O×(C/groups)×KD×KH×KW kernels. */
  public SecretTensor conv3d(Traced<?> kernels, AxisWindow depth, Conv2dSpec plane) {
    return wrap(Convolutions.conv3d(algebra(), node, id(kernels), depth, plane));
  }

  /** The transposed convolution of N×C×L with C×(O/groups)×K kernels. */
  public SecretTensor convTranspose1d(Traced<?> kernels, AxisWindow window, int outputPadding, int groups) {
    return wrap(Convolutions.transposed1d(algebra(), node, id(kernels), window, outputPadding, groups));
  }

  /** The transposed convolution of N×C×H×W with C×(O/groups)×KH×KW kernels. */
  public SecretTensor convTranspose2d(Traced<?> kernels, Conv2dSpec spec) {
    return wrap(Convolutions.transposed2d(algebra(), node, id(kernels), spec, 0, 0));
  }

  /** softmax(x·kᵀ/√D + mask)·v, with x the queries. */
  public SecretTensor attention(Traced<?> keys, Traced<?> values, Optional<Values> mask) {
    return wrap(Attention.scaledDotProduct(algebra(), node, id(keys), id(values), mask));
  }

  /** Attention of several heads, each on its part of the last axis. */
  public SecretTensor multiHeadAttention(Traced<?> keys, Traced<?> values, int heads, Optional<Values> mask) {
    return wrap(Attention.multiHead(algebra(), node, id(keys), id(values), heads, mask));
  }

  /** 1 at each of these secret indices, numbers or integers, else 0, along a new last axis; of the same type. */
  public SecretTensor oneHot(int length) {
    return wrap(Indexing.oneHot(algebra(), node, length));
  }

  /**
   * The rows of this table at secret indices, whose shape replaces its first axis. Table and indices may be numbers or
   * integers; integers that index numbers have to stay below 2^(62 − 2f).
   */
  public SecretTensor lookup(SecretTensor indices) {
    return wrap(Indexing.lookup(algebra(), node, indices(indices)));
  }

  /** Of each row along an axis the elements at secret indices of its own; likewise. */
  public SecretTensor take(SecretTensor indices, int axis) {
    return wrap(Indexing.take(algebra(), node, indices(indices), axis(axis)));
  }

  /** As this is, numbers or integers; the nearest of these. */
  private int indices(SecretTensor given) {
    if (type().isInteger() == given.type().isInteger()) {
      return id(given);
    }
    id(given);
    return (type().isInteger() ? given.add(NEAREST).toIntegers() : given.toNumber()).node;
  }

  /** A recurrent layer over this sequence T×N×I, with f of sums as the next state. */
  public States rnn(Recurrent.Weights<? extends Traced<?>> weights, Traced<?> start,
      Recurrent.Activation activation) {
    return states(Recurrent.rnn(algebra(), node, ids(weights), id(start), activation, false));
  }

  /** A gated recurrent layer over this sequence T×N×I; see {@link Recurrent#gru}. */
  public States gru(Recurrent.Weights<? extends Traced<?>> weights, Traced<?> start, Recurrent.GruGates gates,
      boolean resetAfter) {
    return states(Recurrent.gru(algebra(), node, ids(weights), id(start), gates, resetAfter, false));
  }

  /** A long short-term memory over this sequence T×N×I; see {@link Recurrent#lstm}. */
  public States lstm(Recurrent.Weights<? extends Traced<?>> weights, Traced<?> start, Traced<?> cell,
      Recurrent.LstmGates gates) {
    return states(Recurrent.lstm(algebra(), node, ids(weights), id(start), id(cell), gates, false).states());
  }

  private Recurrent.Weights<Integer> ids(Recurrent.Weights<? extends Traced<?>> w) {
    return new Recurrent.Weights<>(id(w.input()), id(w.recurrent()), id(w.inputBias()), id(w.recurrentBias()));
  }

  private States states(Recurrent.States<Integer> states) {
    return new States(wrap(states.all()), wrap(states.last()));
  }
}
