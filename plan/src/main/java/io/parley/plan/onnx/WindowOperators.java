package io.parley.plan.onnx;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.crypto.Structure;
import io.parley.plan.Op;
import java.util.List;

/** Convolution and pooling over N×C×H×W tensors. */
final class WindowOperators {
  private WindowOperators() {}

  static GraphValue conv(GraphBinder graph, OnnxNode node) {
    GraphValue x = images(graph, node);
    GraphValue kernels = graph.input(node, 1);
    if (kernels.shape().rank() != 4) {
      throw node.refusal("kernels have shape " + kernels.shape() + ", but only two-dimensional ones are supported");
    }
    Conv2dSpec spec = Windows.spec(node, x.shape(), kernels.shape().dim(2), kernels.shape().dim(3), false);
    GraphValue result = graph.apply(new Op.Product(new Bilinear.Conv2d(spec), 0), x, kernels);
    return node.hasInput(2) ? graph.add(result, perChannel(graph, graph.input(node, 2))) : result;
  }

  private static GraphValue perChannel(GraphBinder graph, GraphValue bias) {
    GraphValue result = graph.reshape(bias, bias.shape().size(), 1, 1);
    return bias instanceof GraphValue.Known before && result instanceof GraphValue.Known k
        ? k.named(before.name())
        : result;
  }

  static GraphValue maxPool(GraphBinder graph, OnnxNode node) {
    GraphValue x = images(graph, node);
    return graph.apply(new Op.MaxPool(pool(node, x.shape())), x);
  }

  static GraphValue averagePool(GraphBinder graph, OnnxNode node) {
    GraphValue x = images(graph, node);
    boolean countPadding = node.flag("count_include_pad");
    Conv2dSpec window = pool(node, x.shape());
    if (countPadding && node.flag("ceil_mode")) {
      throw node.refusal("count_include_pad with ceil_mode is not supported; export the model with one of both");
    }
    return graph.apply(new Op.AveragePool(window, countPadding), x);
  }

  private static Conv2dSpec pool(OnnxNode node, Shape images) {
    int[] kernel = node.integers("kernel_shape").map(l -> l.stream().mapToInt(i -> i).toArray())
        .orElseThrow(() -> node.refusal("has no kernel_shape"));
    if (kernel.length != 2) {
      throw node.refusal("kernel_shape has " + kernel.length + " sizes; only two-dimensional windows are supported");
    }
    return Windows.spec(node, images, kernel[0], kernel[1], node.flag("ceil_mode"));
  }

  static GraphValue globalAveragePool(GraphBinder graph, OnnxNode node) {
    GraphValue x = images(graph, node);
    GraphValue sum = graph.rearrange(new Structure.SumAxes(List.of(2, 3), true), x);
    return graph.mul(sum, graph.number(1.0 / (x.shape().dim(2) * x.shape().dim(3))));
  }

  private static GraphValue images(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    if (x.shape().rank() != 4) {
      throw node.refusal("operand has shape " + x.shape() + ", but only N×C×H×W images are supported");
    }
    return x;
  }
}
