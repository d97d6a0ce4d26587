package io.parley.plan.onnx;

import static java.util.Map.entry;

import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.plan.formulas.Elementwise;
import io.parley.plan.formulas.Reductions;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Convolution and pooling over N×C×H×W tensors; N×C×L tensors are images of one row. */
final class WindowOperators {
  static final Map<String, Operators.Single> ALL = Map.ofEntries(
      entry("AveragePool", WindowOperators::averagePool),
      entry("Conv", WindowOperators::conv),
      entry("GlobalAveragePool", (g, n) -> Reductions.mean(g, g.input(n, 0), pixels(g.input(n, 0)), true)),
      entry("GlobalMaxPool", (g, n) -> Reductions.max(g, g.input(n, 0), pixels(g.input(n, 0)), true)),
      entry("LpPool", WindowOperators::normPool),
      entry("MaxPool", WindowOperators::maxPool));

  private WindowOperators() {}

  private static List<Integer> pixels(GraphValue x) {
    return IntStream.range(2, x.shape().rank()).boxed().toList();
  }

  private static GraphValue conv(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    GraphValue images = images(graph, node, x);
    GraphValue kernels = images(graph, node, graph.input(node, 1));
    Conv2dSpec spec = Windows.spec(node, x.shape().rank() - 2, images.shape(), kernels.shape().dim(2),
        kernels.shape().dim(3), false);
    GraphValue result = graph.conv2d(images, kernels, spec);
    GraphValue biased = node.hasInput(2) ? graph.add(result, perChannel(graph, graph.input(node, 2))) : result;
    return like(graph, biased, x);
  }

  private static GraphValue perChannel(GraphBinder graph, GraphValue bias) {
    return graph.reshape(bias, bias.shape().size(), 1, 1);
  }

  private static GraphValue maxPool(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    GraphValue images = images(graph, node, x);
    return like(graph, graph.maxPool(images, pool(node, x, images)), x);
  }

  private static GraphValue averagePool(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    GraphValue images = images(graph, node, x);
    boolean countPadding = node.flag("count_include_pad");
    if (countPadding && node.flag("ceil_mode")) {
      throw node.refusal("count_include_pad with ceil_mode is not supported; export the model with one of both");
    }
    return like(graph, graph.averagePool(images, pool(node, x, images), countPadding), x);
  }

  /** (Σ|x|^p)^(1/p) over each window. */
  private static GraphValue normPool(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    GraphValue images = images(graph, node, x);
    Conv2dSpec window = pool(node, x, images);
    int p = node.integer("p", 2);
    GraphValue powers = Elementwise.pow(graph, p % 2 == 0 ? images : Elementwise.abs(graph, images), p);
    GraphValue sum = graph.mul(graph.averagePool(powers, window, true), window.kernelHeight() * window.kernelWidth());
    return like(graph, Elementwise.pow(graph, sum, 1.0 / p), x);
  }

  private static Conv2dSpec pool(OnnxNode node, GraphValue x, GraphValue images) {
    int[] kernel = node.integers("kernel_shape").map(ShapeOperators::ints)
        .orElseThrow(() -> node.refusal("has no kernel_shape"));
    int axes = x.shape().rank() - 2;
    if (kernel.length != axes) {
      throw node.refusal("kernel_shape has " + kernel.length + " sizes for shape " + x.shape()
          + "; only one- and two-dimensional windows are supported");
    }
    return Windows.spec(node, axes, images.shape(), axes == 1 ? 1 : kernel[0], kernel[axes - 1],
        node.flag("ceil_mode"));
  }

  private static GraphValue images(GraphBinder graph, OnnxNode node, GraphValue x) {
    Shape s = x.shape();
    return switch (s.rank()) {
      case 4 -> x;
      case 3 -> graph.reshape(x, s.dim(0), s.dim(1), 1, s.dim(2));
      default -> throw node.refusal("operand has shape " + s
          + ", but only one- and two-dimensional windows are supported, over N×C×L or N×C×H×W tensors");
    };
  }

  /** Without the row that {@link #images} added. */
  private static GraphValue like(GraphBinder graph, GraphValue result, GraphValue x) {
    int[] dims = result.shape().dims();
    return x.shape().rank() == 4 ? result : graph.reshape(result, IntStream.of(0, 1, 3).map(i -> dims[i]).toArray());
  }
}
