package io.parley.onnx;

import static java.util.Map.entry;

import io.parley.crypto.Shape;
import io.parley.plan.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Ops that keep the elements and their order, or repeat them all, and ops that only look at shapes. */
final class ShapeOperators {
  static final Map<String, Operators.Operator> ALL = Map.ofEntries(
      entry("Dropout", ShapeOperators::dropout),
      single("Expand", ShapeOperators::expand),
      single("Flatten", ShapeOperators::flatten),
      single("Identity", (g, n) -> g.factor(n, 0)),
      single("Reshape", ShapeOperators::reshape),
      single("Shape", ShapeOperators::shape),
      single("Size", (g, n) -> g.structure(Element.INTEGER, Values.scalar(g.input(n, 0).shape().size()))),
      single("Squeeze", ShapeOperators::squeeze),
      single("Tile", ShapeOperators::tile),
      single("Transpose", ShapeOperators::transpose),
      single("Unsqueeze", ShapeOperators::unsqueeze));

  private ShapeOperators() {}

  private static Map.Entry<String, Operators.Operator> single(String type, Operators.Single operator) {
    return Map.entry(type, operator);
  }

  /** Keeps all; the second output says so. */
  private static List<GraphValue> dropout(GraphBinder graph, OnnxNode node) {
    if (graph.knownNumber(node, 2, 0) != 0 && graph.knownNumber(node, 1, 0.5) != 0) {
      throw node.refusal("is in training mode; export the model for inference");
    }
    GraphValue x = graph.factor(node, 0);
    double[] kept = new double[x.shape().size()];
    Arrays.fill(kept, 1);
    return List.of(x, graph.structure(Element.BOOL, Values.of(x.shape(), kept)));
  }

  private static GraphValue expand(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    return broadcast(graph, x, Shape.broadcast(x.shape(), Shape.of(ints(graph.knownIntegers(node, 1)))));
  }

  static GraphValue broadcast(GraphBinder graph, GraphValue x, Shape to) {
    return x.shape().equals(to) ? x : graph.broadcast(x, to);
  }

  private static GraphValue flatten(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    return matrix(graph, x, node.axisOrEnd(node.integer("axis", 1), x.shape().rank()));
  }

  /** The axes before the given one as rows, the rest as columns. */
  static GraphValue matrix(GraphBinder graph, GraphValue x, int axis) {
    int rows = Arrays.stream(x.shape().dims()).limit(axis).reduce(1, Math::multiplyExact);
    int columns = Arrays.stream(x.shape().dims()).skip(axis).reduce(1, Math::multiplyExact);
    return graph.reshape(x, rows, columns);
  }

  /** 0 keeps a dimension, unless allowzero; −1 is found from the others. */
  private static GraphValue reshape(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    int[] to = ints(graph.knownIntegers(node, 1));
    boolean zeros = node.flag("allowzero");
    int open = -1;
    int known = 1;
    for (int i = 0; i < to.length; i++) {
      if (to[i] == 0 && !zeros) {
        to[i] = x.shape().dim(i);
      }
      if (to[i] == -1 && open < 0) {
        open = i;
      } else {
        known = Math.multiplyExact(known, to[i]);
      }
    }
    if (open >= 0) {
      to[open] = known == 0 ? 0 : x.shape().size() / known;
    }
    return graph.reshape(x, to);
  }

  private static GraphValue transpose(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    return graph.transpose(x, node.integers("perm")
        .orElseGet(() -> IntStream.range(0, x.shape().rank()).boxed().toList().reversed()));
  }

  /** Drops axes of length 1: those given, or all. */
  private static GraphValue squeeze(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    int rank = x.shape().rank();
    List<Integer> axes = graph.integers(node, "axes", 1).map(given -> node.axes(given, rank))
        .orElseGet(() -> IntStream.range(0, rank).filter(i -> x.shape().dim(i) == 1).boxed().toList());
    if (axes.stream().anyMatch(i -> x.shape().dim(i) != 1)) {
      throw node.refusal("cannot drop axes " + axes + " of shape " + x.shape() + ", since not all have length 1");
    }
    return without(graph, x, axes);
  }

  /** Without axes of length 1. */
  static GraphValue without(GraphBinder graph, GraphValue x, List<Integer> axes) {
    return graph.reshape(x,
        IntStream.range(0, x.shape().rank()).filter(i -> !axes.contains(i)).map(x.shape()::dim).toArray());
  }

  /** Adds axes of length 1, which are counted in the result. */
  private static GraphValue unsqueeze(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    List<Integer> given = graph.integers(node, "axes", 1).orElseThrow(() -> node.refusal("has no axes"));
    List<Integer> dims = new ArrayList<>(Arrays.stream(x.shape().dims()).boxed().toList());
    node.axes(given, x.shape().rank() + given.size()).stream().sorted().forEach(axis -> dims.add(axis, 1));
    return graph.reshape(x, ints(dims));
  }

  /** A tensor's shape is no secret, whatever the tensor is. */
  private static GraphValue shape(GraphBinder graph, OnnxNode node) {
    int[] dims = graph.input(node, 0).shape().dims();
    int start = clamped(node.integer("start", 0), dims.length);
    int end = clamped(node.integer("end", dims.length), dims.length);
    double[] part = IntStream.range(start, end).mapToDouble(i -> dims[i]).toArray();
    return graph.structure(Element.INTEGER, Values.of(Shape.of(part.length), part));
  }

  private static int clamped(int axis, int rank) {
    return Math.clamp(axis < 0 ? axis + rank : axis, 0, rank);
  }

  /** Each axis beside a new one, along which it is repeated. */
  private static GraphValue tile(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    List<Integer> repeats = graph.knownIntegers(node, 1);
    if (repeats.size() != x.shape().rank()) {
      throw node.refusal("has " + repeats.size() + " repeats for shape " + x.shape());
    }
    int[] apart = new int[2 * repeats.size()];
    int[] repeated = new int[apart.length];
    int[] tiled = new int[repeats.size()];
    for (int i = 0; i < tiled.length; i++) {
      apart[2 * i] = 1;
      repeated[2 * i] = repeats.get(i);
      apart[2 * i + 1] = x.shape().dim(i);
      repeated[2 * i + 1] = x.shape().dim(i);
      tiled[i] = Math.multiplyExact(repeats.get(i), x.shape().dim(i));
    }
    return graph.reshape(broadcast(graph, graph.reshape(x, apart), Shape.of(repeated)), tiled);
  }

  static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(i -> i).toArray();
  }
}
