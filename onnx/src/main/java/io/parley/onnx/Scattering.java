package io.parley.onnx;

import io.parley.crypto.Shape;
import io.parley.plan.formulas.Elementwise;
import io.parley.plan.formulas.Indexing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;

/** Elements of a tensor replaced or changed at known indices: picked from the tensor and the updates side by side. */
final class Scattering {
  private Scattering() {}

  static GraphValue elements(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    GraphValue.Known at = graph.knownInput(node, 1);
    int axis = node.axis(node.integer("axis", 0), x.shape().rank());
    int[] strides = x.shape().strides();
    int[] steps = at.shape().strides();
    double[] indices = graph.publicly(node, at).data();
    int[] to = new int[at.shape().size()];
    for (int j = 0; j < to.length; j++) {
      for (int i = 0; i < strides.length; i++) {
        to[j] += strides[i] * (i == axis
            ? node.axis((int) indices[j], x.shape().dim(axis))
            : j / steps[i] % at.shape().dim(i));
      }
    }
    return replaced(graph, node, to);
  }

  static GraphValue slices(GraphBinder graph, OnnxNode node) {
    Shape shape = graph.input(node, 0).shape();
    GraphValue.Known at = graph.knownInput(node, 1);
    double[] indices = graph.publicly(node, at).data();
    int depth = at.shape().dim(-1);
    int each = IntStream.range(depth, shape.rank()).map(shape::dim).reduce(1, Math::multiplyExact);
    int[] strides = shape.strides();
    int[] to = IntStream.range(0, at.shape().size() / depth * each).map(j -> j % each
        + IntStream.range(0, depth).map(k -> strides[k]
            * node.axis((int) indices[j / each * depth + k], shape.dim(k))).sum())
        .toArray();
    return replaced(graph, node, to);
  }

  /** A cache with its newest entries: those of each sequence begin at an index of its own. */
  static GraphValue cache(GraphBinder graph, OnnxNode node) {
    Shape shape = graph.input(node, 0).shape();
    GraphValue updates = graph.input(node, 1);
    int axis = node.axis(node.integer("axis", -2), shape.rank());
    String mode = node.text("mode", "linear");
    double[] starts = node.hasInput(2) ? graph.publicly(node, 2).data() : new double[shape.dim(0)];
    int[] strides = shape.strides();
    int[] steps = updates.shape().strides();
    int[] to = new int[updates.shape().size()];
    for (int j = 0; j < to.length; j++) {
      for (int i = 0; i < strides.length; i++) {
        int at = j / steps[i] % updates.shape().dim(i);
        int moved = i == axis ? at + (int) starts[j / steps[0]] : at;
        to[j] += strides[i]
            * node.axis(mode.equals("circular") && i == axis ? moved % shape.dim(i) : moved, shape.dim(i));
      }
    }
    return replaced(graph, graph.input(node, 0), updates, (_, y) -> y, to);
  }

  /** Where an index occurs again its updates follow each other, by operations on the element that is there. */
  private static GraphValue replaced(GraphBinder graph, OnnxNode node, int... to) {
    return replaced(graph, graph.input(node, 0), graph.input(node, 2), reduction(graph, node), to);
  }

  private static GraphValue replaced(GraphBinder graph, GraphValue x, GraphValue updates,
      BinaryOperator<GraphValue> reduction, int... to) {
    GraphValue flat = graph.reshape(x, x.shape().size());
    GraphValue given = graph.reshape(updates, updates.shape().size());
    for (List<Integer> layer : layers(to)) {
      int[] at = layer.stream().mapToInt(j -> to[j]).toArray();
      GraphValue now = Indexing.gather(graph, flat, 0, at);
      GraphValue then = Indexing.gather(graph, given, 0, ShapeOperators.ints(layer));
      flat = replaced(graph, flat, reduction.apply(now, then), at);
    }
    return graph.reshape(flat, x.shape());
  }

  private static GraphValue replaced(GraphBinder graph, GraphValue flat, GraphValue by, int... at) {
    int size = flat.shape().size();
    int[] from = IntStream.range(0, size).toArray();
    for (int j = 0; j < at.length; j++) {
      from[at[j]] = size + j;
    }
    return Indexing.gather(graph, graph.concat(0, List.of(flat, by)), 0, from);
  }

  /** The positions in {@code to}, in parts in which each element occurs once. */
  private static List<List<Integer>> layers(int... to) {
    List<List<Integer>> layers = new ArrayList<>();
    Map<Integer, Integer> seen = new HashMap<>();
    for (int j = 0; j < to.length; j++) {
      int layer = seen.merge(to[j], 1, Integer::sum) - 1;
      if (layer == layers.size()) {
        layers.add(new ArrayList<>());
      }
      layers.get(layer).add(j);
    }
    return layers;
  }

  private static BinaryOperator<GraphValue> reduction(GraphBinder graph, OnnxNode node) {
    String reduction = node.text("reduction", "none");
    return switch (reduction) {
      case "none" -> (_, y) -> y;
      case "add" -> graph::add;
      case "mul" -> graph::mul;
      case "max" -> graph::max;
      case "min" -> (x, y) -> Elementwise.min(graph, x, y);
      default -> throw node.refusal("reduction " + reduction + " is unknown");
    };
  }
}
