package io.parley.onnx;

import io.parley.crypto.Shape;
import io.parley.plan.Function;
import io.parley.plan.Values;
import io.parley.plan.formulas.Indexing;
import io.parley.plan.formulas.Recurrent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Recurrent layers, in one or both directions, over sequences of known lengths. */
final class RecurrentOperators {
  static final Map<String, Operators.Operator> ALL = Map.of(
      "GRU", (graph, node) -> new RecurrentOperators(graph, node, 3).outputs(),
      "LSTM", (graph, node) -> new RecurrentOperators(graph, node, 4).outputs(),
      "RNN", (graph, node) -> new RecurrentOperators(graph, node, 1).outputs());

  private static final int BIAS = 3;
  private static final int LENGTHS = 4;
  private static final int START = 5;
  private static final int CELL = 6;
  private static final int PEEPHOLES = 7;

  /** What one direction gives; the cell only of an LSTM. */
  private record Direction(Recurrent.States<GraphValue> states, Optional<GraphValue> cell) {}

  private final GraphBinder graph;
  private final OnnxNode node;
  private final int gates;
  private final boolean batchFirst;
  /** T×N×I. */
  private final GraphValue x;
  private final int directions;
  private final int units;
  /** Of each sequence; none if all go to the end. */
  private final int[] lengths;

  private RecurrentOperators(GraphBinder graph, OnnxNode node, int gates) {
    this.graph = graph;
    this.node = node;
    this.gates = gates;
    this.batchFirst = node.flag("layout");
    GraphValue given = graph.input(node, 0);
    this.x = batchFirst ? graph.transpose(given, List.of(1, 0, 2)) : given;
    this.directions = graph.input(node, 2).shape().dim(0);
    this.units = graph.input(node, 2).shape().dim(2);
    this.lengths = node.hasInput(LENGTHS)
        ? Arrays.stream(graph.publicly(node, LENGTHS).data()).mapToInt(length -> (int) length).toArray()
        : new int[0];
    if (node.attribute("clip").isPresent() || node.flag("input_forget") || node.hasInput(PEEPHOLES)) {
      throw node.refusal("clip, input_forget and peepholes are not supported; export the plain layer");
    }
  }

  private List<GraphValue> outputs() {
    String direction = node.text("direction", "forward");
    List<Direction> ran = new ArrayList<>();
    for (int d = 0; d < directions; d++) {
      ran.add(run(d, direction.equals("reverse") || d == 1));
    }
    GraphValue all = stacked(1, ran.stream().map(r -> r.states().all()).toList());
    GraphValue last = stacked(0, ran.stream().map(r -> r.states().last()).toList());
    List<GraphValue> outputs = new ArrayList<>();
    outputs.add(batchFirst ? graph.transpose(all, List.of(2, 0, 1, 3)) : all);
    outputs.add(batchFirst ? graph.transpose(last, List.of(1, 0, 2)) : last);
    if (gates == 4) {
      GraphValue cell = stacked(0, ran.stream().map(r -> r.cell().orElseThrow()).toList());
      outputs.add(batchFirst ? graph.transpose(cell, List.of(1, 0, 2)) : cell);
    }
    return outputs;
  }

  /** Sequences of each length run by themselves; behind their ends the states are 0. */
  private Direction run(int d, boolean reverse) {
    int steps = x.shape().dim(0);
    GraphValue start = start(START, d);
    GraphValue cell = gates == 4 ? start(CELL, d) : start;
    if (IntStream.of(lengths).allMatch(length -> length == steps)) {
      return run(d, reverse, x, start, cell);
    }
    if (lengths.length != x.shape().dim(1) || IntStream.of(lengths).anyMatch(length -> length < 1 || length > steps)) {
      throw node.refusal("sequence_lens are " + Arrays.toString(lengths) + ", but need to be from 1 to " + steps
          + ", one for each of " + x.shape().dim(1) + " sequences");
    }
    List<Integer> order = new ArrayList<>();
    List<Direction> parts = new ArrayList<>();
    for (int length : IntStream.of(lengths).distinct().toArray()) {
      int[] which = IntStream.range(0, lengths.length).filter(i -> lengths[i] == length).toArray();
      IntStream.of(which).forEach(order::add);
      GraphValue part = graph.slice(Indexing.gather(graph, x, 1, which), 0, 0, length);
      Direction ran = run(d, reverse, part, Indexing.gather(graph, start, 0, which),
          Indexing.gather(graph, cell, 0, which));
      GraphValue all = graph.pad(ran.states().all(), 0, 0, steps - length);
      parts.add(new Direction(new Recurrent.States<>(all, ran.states().last()), ran.cell()));
    }
    int[] back = IntStream.range(0, lengths.length).map(order::indexOf).toArray();
    Optional<GraphValue> cells = gates == 4
        ? Optional.of(together(0, back, parts.stream().map(p -> p.cell().orElseThrow()).toList()))
        : Optional.empty();
    return new Direction(
        new Recurrent.States<>(together(1, back, parts.stream().map(p -> p.states().all()).toList()),
            together(0, back, parts.stream().map(p -> p.states().last()).toList())),
        cells);
  }

  private GraphValue together(int axis, int[] back, List<GraphValue> parts) {
    return Indexing.gather(graph, parts.size() == 1 ? parts.getFirst() : graph.concat(axis, parts), axis, back);
  }

  private Direction run(int d, boolean reverse, GraphValue sequences, GraphValue start, GraphValue startCell) {
    Recurrent.Weights<GraphValue> weights = new Recurrent.Weights<>(part(graph.input(node, 1), d),
        part(graph.input(node, 2), d), bias(d, 0), bias(d, 1));
    return switch (gates) {
      case 1 ->
        new Direction(Recurrent.rnn(graph, sequences, weights, start, activation(d), reverse), Optional.empty());
      case 3 -> {
        requireActivations("Sigmoid", "Tanh");
        yield new Direction(Recurrent.gru(graph, sequences, weights, start, Recurrent.GruGates.ZRH,
            node.flag("linear_before_reset"), reverse), Optional.empty());
      }
      default -> {
        requireActivations("Sigmoid", "Tanh", "Tanh");
        Recurrent.LstmStates<GraphValue> states = Recurrent.lstm(graph, sequences, weights, start, startCell,
            Recurrent.LstmGates.IOFC, reverse);
        yield new Direction(states.states(), Optional.of(states.cell()));
      }
    };
  }

  /** Of one direction, without the axis of directions. */
  private GraphValue part(GraphValue value, int d) {
    GraphValue part = graph.slice(value, 0, d, d + 1);
    return ShapeOperators.without(graph, part, List.of(0));
  }

  /** Of the inputs, or of the states. */
  private GraphValue bias(int d, int half) {
    int rows = gates * units;
    return node.hasInput(BIAS)
        ? graph.slice(part(graph.input(node, BIAS), d), 0, half * rows, (half + 1) * rows)
        : zeros(rows);
  }

  private GraphValue start(int input, int d) {
    if (!node.hasInput(input)) {
      return zeros(x.shape().dim(1), units);
    }
    GraphValue given = graph.input(node, input);
    return part(batchFirst ? graph.transpose(given, List.of(1, 0, 2)) : given, d);
  }

  private GraphValue zeros(int... dims) {
    return graph.constant(Values.of(Shape.of(dims), new double[Shape.of(dims).size()]));
  }

  private Recurrent.Activation activation(int d) {
    List<String> names = activations();
    return switch (names.isEmpty() ? "Tanh" : names.get(d)) {
      case "Tanh" -> Recurrent.Activation.TANH;
      case "Sigmoid" -> Recurrent.Activation.SIGMOID;
      case "Relu" -> Recurrent.Activation.RELU;
      default -> throw node.refusal("activations " + names + " are not supported; use Tanh, Relu or Sigmoid");
    };
  }

  private List<String> activations() {
    return node.attribute("activations").map(a -> a.getStringsList().stream().map(s -> s.toStringUtf8()).toList())
        .orElse(List.of());
  }

  private void requireActivations(String... usual) {
    List<String> names = activations();
    if (IntStream.range(0, names.size()).anyMatch(i -> !names.get(i).equals(usual[i % usual.length]))) {
      throw node.refusal("activations " + names + " are not supported; use " + List.of(usual));
    }
  }

  private GraphValue stacked(int axis, List<GraphValue> parts) {
    List<GraphValue> apart = parts.stream().map(part -> {
      int[] dims = part.shape().dims();
      int[] with = new int[dims.length + 1];
      for (int i = 0; i < with.length; i++) {
        with[i] = i < axis ? dims[i] : i == axis ? 1 : dims[i - 1];
      }
      return graph.reshape(part, with);
    }).toList();
    return apart.size() == 1 ? apart.getFirst() : graph.concat(axis, apart);
  }
}
