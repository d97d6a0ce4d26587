package io.parley.plan.formulas;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.Function;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Recurrent layers over sequences T×N×I of public length, in one direction; for both, run two and put them side by side.
 * What depends on the inputs alone is one product for all steps; each step is one product more, and its activations.
 */
public final class Recurrent {
  /**
   * The weights of a cell, with G gates of H units in its gate order.
   *
   * @param input (G·H)×I
   * @param recurrent (G·H)×H
   * @param inputBias G·H
   * @param recurrentBias G·H
   */
  public record Weights<V>(V input, V recurrent, V inputBias, V recurrentBias) {}

  /**
   * What a layer gives.
   *
   * @param all states, T×N×H, at the places of their inputs
   * @param last the state after the last step, N×H
   */
  public record States<V>(V all, V last) {
    V part(Part part) {
      return part == Part.ALL ? all : last;
    }
  }

  /**
   * What an LSTM gives.
   *
   * @param cell the cell after the last step, N×H
   */
  public record LstmStates<V>(States<V> states, V cell) {}

  /** Which of its results an op gives. */
  public enum Part {
    ALL, LAST,
    /** Of an LSTM. */
    CELL
  }

  /** The function of a simple cell. */
  public enum Activation {
    TANH, RELU, SIGMOID,
    /** x itself. */
    LINEAR;

    <V> V on(Algebra<V> a, V x) {
      return switch (this) {
        case TANH -> a.apply(Function.TANH, x);
        case RELU -> a.relu(x);
        case SIGMOID -> a.apply(Function.SIGMOID, x);
        case LINEAR -> x;
      };
    }
  }

  /** The order of an LSTM's gates: input, forget, output, and the cell's candidate. */
  public enum LstmGates {
    /** ONNX: input, output, forget, candidate. */
    IOFC(0, 2, 1, 3),
    /** PyTorch and Keras: input, forget, candidate, output. */
    IFCO(0, 1, 3, 2);

    private final int input;
    private final int forget;
    private final int output;
    private final int candidate;

    LstmGates(int input, int forget, int output, int candidate) {
      this.input = input;
      this.forget = forget;
      this.output = output;
      this.candidate = candidate;
    }
  }

  /** The order of a GRU's gates: update, reset, and the candidate, which is last everywhere. */
  public enum GruGates {
    /** ONNX and Keras: update, reset, candidate. */
    ZRH(0, 1),
    /** PyTorch: reset, update, candidate. */
    RZH(1, 0);

    private final int update;
    private final int reset;

    GruGates(int update, int reset) {
      this.update = update;
      this.reset = reset;
    }
  }

  private Recurrent() {}

  /**
   * h ← f(W·x + U·h + b).
   *
   * @param start h before the first step, N×H
   * @param activation f
   */
  public static <V> States<V> rnn(Algebra<V> a, V x, Weights<V> weights, V start, Activation activation,
      boolean reverse) {
    List<V> operands = operands(x, weights, start);
    return states(part -> a.apply(new Rnn(activation, reverse, part), operands));
  }

  static <V> States<V> simple(Algebra<V> a, V x, Weights<V> weights, V start, Activation activation, boolean reverse) {
    V inputs = inputs(a, x, weights, 1, start);
    V h = start;
    List<V> all = new ArrayList<>();
    for (int t : steps(a.shape(x).dim(0), reverse)) {
      h = activation.on(a, a.add(at(a, inputs, t), recurrent(a, h, weights)));
      all.add(h);
    }
    return states(a, all, h, reverse);
  }

  /**
   * z, r ← σ(W·x + U·h + b); h ← (1 − z)·tanh(n) + z·h.
   *
   * @param resetAfter whether n = W·x + b + r·(U·h + c), as PyTorch has it, or W·x + b + U·(r·h) + c, which costs a round
   *     more; ONNX calls it linear_before_reset
   */
  public static <V> States<V> gru(Algebra<V> a, V x, Weights<V> weights, V start, GruGates gates, boolean resetAfter,
      boolean reverse) {
    List<V> operands = operands(x, weights, start);
    return states(part -> a.apply(new Gru(gates, resetAfter, reverse, part), operands));
  }

  static <V> States<V> gated(Algebra<V> a, V x, Weights<V> weights, V start, GruGates gates, boolean resetAfter,
      boolean reverse) {
    V inputs = inputs(a, x, weights, 3, start);
    int units = a.shape(start).dim(1);
    V candidateWeights = a.slice(weights.recurrent, 0, 2 * units, 3 * units);
    V candidateBias = a.slice(weights.recurrentBias, 0, 2 * units, 3 * units);
    Weights<V> atOnce = resetAfter
        ? weights
        : new Weights<>(weights.input, a.slice(weights.recurrent, 0, 0, 2 * units), weights.inputBias,
            a.slice(weights.recurrentBias, 0, 0, 2 * units));
    V h = start;
    List<V> all = new ArrayList<>();
    for (int t : steps(a.shape(x).dim(0), reverse)) {
      V fromInput = at(a, inputs, t);
      V fromState = recurrent(a, h, atOnce);
      // Both gates lie side by side.
      V both = a.apply(Function.SIGMOID,
          a.add(a.slice(fromInput, 1, 0, 2 * units), a.slice(fromState, 1, 0, 2 * units)));
      V update = gate(a, both, gates.update, units);
      V reset = gate(a, both, gates.reset, units);
      V candidate = resetAfter
          ? a.mul(reset, gate(a, fromState, 2, units))
          : a.add(a.matmul(a.mul(reset, h), Axes.swapped(a, candidateWeights)), candidateBias);
      V next = a.apply(Function.TANH, a.add(gate(a, fromInput, 2, units), candidate));
      h = a.add(next, a.mul(update, a.sub(h, next)));
      all.add(h);
    }
    return states(a, all, h, reverse);
  }

  /**
   * i, f, o ← σ(W·x + U·h + b); c ← f·c + i·tanh(W·x + U·h + b); h ← o·tanh(c).
   *
   * @param cell c before the first step, N×H
   */
  public static <V> LstmStates<V> lstm(Algebra<V> a, V x, Weights<V> weights, V start, V cell, LstmGates gates,
      boolean reverse) {
    List<V> operands = Stream.concat(operands(x, weights, start).stream(), Stream.of(cell)).toList();
    return new LstmStates<>(states(part -> a.apply(new Lstm(gates, reverse, part), operands)),
        a.apply(new Lstm(gates, reverse, Part.CELL), operands));
  }

  private static <V> List<V> operands(V x, Weights<V> w, V start) {
    return List.of(x, w.input, w.recurrent, w.inputBias, w.recurrentBias, start);
  }

  private static <V> States<V> states(java.util.function.Function<Part, V> op) {
    return new States<>(op.apply(Part.ALL), op.apply(Part.LAST));
  }

  /** What stands behind x among a layer's operands. */
  static <V> Weights<V> weights(List<V> operands) {
    return new Weights<>(operands.get(1), operands.get(2), operands.get(3), operands.get(4));
  }

  static <V> LstmStates<V> memory(Algebra<V> a, V x, Weights<V> weights, V start, V cell, LstmGates gates,
      boolean reverse) {
    V inputs = inputs(a, x, weights, 4, start);
    int units = a.shape(start).dim(1);
    V h = start;
    V c = cell;
    List<V> all = new ArrayList<>();
    for (int t : steps(a.shape(x).dim(0), reverse)) {
      V sums = a.add(at(a, inputs, t), recurrent(a, h, weights));
      V input = a.apply(Function.SIGMOID, gate(a, sums, gates.input, units));
      V forget = a.apply(Function.SIGMOID, gate(a, sums, gates.forget, units));
      V output = a.apply(Function.SIGMOID, gate(a, sums, gates.output, units));
      V candidate = a.apply(Function.TANH, gate(a, sums, gates.candidate, units));
      c = a.add(a.mul(forget, c), a.mul(input, candidate));
      h = a.mul(output, a.apply(Function.TANH, c));
      all.add(h);
    }
    return new LstmStates<>(states(a, all, h, reverse), c);
  }

  /** W·x + b of all steps, T×N×(G·H). */
  private static <V> V inputs(Algebra<V> a, V x, Weights<V> weights, int gates, V start) {
    Shape shape = a.shape(x);
    Shape state = a.shape(start);
    if (shape.rank() != 3 || state.rank() != 2 || shape.dim(0) == 0 || state.dim(0) != shape.dim(1)) {
      throw new BadRequestException("Sequences of shape " + shape + " do not fit states of shape " + state
          + "; they need shapes [t, n, i], t ≥ 1, and [n, h]");
    }
    int rows = gates * state.dim(1);
    Shape expected = Shape.of(rows, shape.dim(2));
    if (!a.shape(weights.input).equals(expected)) {
      throw new BadRequestException("The input weights have shape " + a.shape(weights.input) + ", but " + gates
          + " gates need " + expected);
    }
    V flat = a.reshape(x, shape.dim(0) * shape.dim(1), shape.dim(2));
    V product = a.add(a.matmul(flat, Axes.swapped(a, weights.input)), weights.inputBias);
    return a.reshape(product, shape.dim(0), shape.dim(1), rows);
  }

  private static <V> V recurrent(Algebra<V> a, V h, Weights<V> weights) {
    return a.add(a.matmul(h, Axes.swapped(a, weights.recurrent)), weights.recurrentBias);
  }

  private static <V> V at(Algebra<V> a, V inputs, int t) {
    Shape shape = a.shape(inputs);
    return a.reshape(a.slice(inputs, 0, t, t + 1), shape.dim(1), shape.dim(2));
  }

  private static <V> V gate(Algebra<V> a, V sums, int gate, int units) {
    return a.slice(sums, 1, gate * units, (gate + 1) * units);
  }

  private static List<Integer> steps(int count, boolean reverse) {
    Integer[] steps = new Integer[count];
    Arrays.setAll(steps, i -> reverse ? count - 1 - i : i);
    return List.of(steps);
  }

  private static <V> States<V> states(Algebra<V> a, List<V> all, V last, boolean reverse) {
    List<V> places = new ArrayList<>(all);
    if (reverse) {
      Collections.reverse(places);
    }
    Shape shape = a.shape(last);
    return new States<>(
        a.concat(0, places.stream().map(h -> a.reshape(h, 1, shape.dim(0), shape.dim(1))).toList()), last);
  }
}
