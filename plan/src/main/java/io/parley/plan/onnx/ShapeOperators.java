package io.parley.plan.onnx;

import io.parley.crypto.Shape;
import io.parley.crypto.Structure;
import io.parley.plan.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Ops that only move elements, or only look at shapes. */
final class ShapeOperators {
  private ShapeOperators() {}

  static GraphValue flatten(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    int axis = node.integer("axis", 1);
    int split = axis < 0 ? axis + x.shape().rank() : axis;
    int rows = Arrays.stream(x.shape().dims()).limit(split).reduce(1, Math::multiplyExact);
    int columns = Arrays.stream(x.shape().dims()).skip(split).reduce(1, Math::multiplyExact);
    return graph.reshape(x, rows, columns);
  }

  /** 0 keeps a dimension, unless allowzero; −1 is found from the others. */
  static GraphValue reshape(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    int[] to = graph.knownIntegers(node, 1).stream().mapToInt(i -> i).toArray();
    int open = -1;
    int known = 1;
    for (int i = 0; i < to.length; i++) {
      if (to[i] == 0 && !node.flag("allowzero")) {
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

  static GraphValue transpose(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    List<Integer> permutation = node.integers("perm")
        .orElseGet(() -> IntStream.range(0, x.shape().rank()).boxed().toList().reversed());
    return graph.rearrange(new Structure.Transpose(permutation), x);
  }

  static GraphValue concat(GraphBinder graph, OnnxNode node) {
    GraphValue[] parts = IntStream.range(0, node.proto().getInputCount()).mapToObj(i -> graph.input(node, i))
        .toArray(GraphValue[]::new);
    int axis = node.integer("axis", 0);
    return graph.rearrange(new Structure.Concat(axis < 0 ? axis + parts[0].shape().rank() : axis), parts);
  }

  /** Drops axes of length 1: those given, or all. */
  static GraphValue squeeze(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    int rank = x.shape().rank();
    boolean all = node.attribute("axes").isEmpty() && !node.hasInput(1);
    List<Integer> axes = all
        ? IntStream.range(0, rank).filter(i -> x.shape().dim(i) == 1).boxed().toList()
        : axes(graph, node, rank);
    if (axes.stream().anyMatch(i -> x.shape().dim(i) != 1)) {
      throw node.refusal("cannot drop axes " + axes + " of shape " + x.shape() + ", since not all have length 1");
    }
    return graph.reshape(x, IntStream.range(0, rank).filter(i -> !axes.contains(i)).map(x.shape()::dim).toArray());
  }

  /** Adds axes of length 1, which are counted in the result. */
  static GraphValue unsqueeze(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    int added = node.integers("axes").map(List::size)
        .orElseGet(() -> graph.knownInput(node, 1).shape().size());
    List<Integer> axes = axes(graph, node, x.shape().rank() + added);
    List<Integer> dims = new ArrayList<>(Arrays.stream(x.shape().dims()).boxed().toList());
    axes.stream().sorted().forEach(axis -> dims.add(axis, 1));
    return graph.reshape(x, dims.stream().mapToInt(i -> i).toArray());
  }

  /** From the attribute, as before opset 13, or from the second operand. */
  private static List<Integer> axes(GraphBinder graph, OnnxNode node, int rank) {
    List<Integer> axes = node.integers("axes").orElseGet(() -> graph.knownIntegers(node, 1)).stream()
        .map(axis -> axis < 0 ? axis + rank : axis).toList();
    if (axes.stream().anyMatch(axis -> axis < 0 || axis >= rank)) {
      throw node.refusal("axes " + axes + " do not fit rank " + rank);
    }
    return axes;
  }

  /** A tensor's shape is no secret, whatever the tensor is. */
  static GraphValue shape(GraphBinder graph, OnnxNode node) {
    int[] dims = graph.input(node, 0).shape().dims();
    if (node.attribute("start").isPresent() || node.attribute("end").isPresent()) {
      throw node.refusal("attributes start and end are not supported");
    }
    return new GraphValue.Known(node.output(),
        Values.of(Shape.of(dims.length), Arrays.stream(dims).asDoubleStream().toArray()), false);
  }

  /** For computations on shapes: elements of a known vector. */
  static GraphValue gather(GraphBinder graph, OnnxNode node) {
    GraphValue.Known from = graph.knownInput(node, 0);
    GraphValue.Known indices = graph.knownInput(node, 1);
    if (from.shape().rank() != 1) {
      throw node.refusal("is supported on shapes only");
    }
    int length = from.shape().size();
    double[] picked = Arrays.stream(indices.values().data())
        .map(i -> from.values().data()[(int) (i < 0 ? i + length : i)]).toArray();
    return new GraphValue.Known(node.output(), Values.of(indices.shape(), picked), from.weight() || indices.weight());
  }
}
