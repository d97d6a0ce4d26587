package io.parley.onnx;

import static java.util.Map.entry;

import io.parley.plan.formulas.AxisWindow;
import io.parley.plan.formulas.Convolutions;
import io.parley.plan.formulas.Elementwise;
import io.parley.plan.formulas.Pools;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Convolution and pooling over N×C×L, N×C×H×W and N×C×D×H×W tensors. */
final class WindowOperators {
  static final Map<String, Operators.Operator> ALL = Map.ofEntries(
      single("AveragePool", WindowOperators::averagePool),
      single("Conv", WindowOperators::conv),
      single("ConvTranspose", WindowOperators::transposed),
      single("GlobalAveragePool", (g, n) -> Pools.globalAverage(g, g.input(n, 0))),
      single("GlobalMaxPool", (g, n) -> Pools.globalMax(g, g.input(n, 0))),
      single("LpPool", WindowOperators::normPool),
      entry("MaxPool", WindowOperators::maxPoolWithIndices));

  private WindowOperators() {}

  private static Map.Entry<String, Operators.Operator> single(String type, Operators.Single operator) {
    return entry(type, operator);
  }

  /** The second output says where each maximum is. */
  static List<GraphValue> maxPoolWithIndices(GraphBinder graph, OnnxNode node) {
    if (node.proto().getOutputCount() == 1) {
      return List.of(maxPool(graph, node));
    }
    GraphValue x = images(graph, node);
    List<AxisWindow> windows = pool(node, x);
    if (windows.size() != 2) {
      throw node.refusal("gives indices along two axes only; leave out the second output");
    }
    return Argmax.of(graph, x, Windows.plane(windows.get(0), windows.get(1), 1), node.flag("storage_order"));
  }

  private static GraphValue conv(GraphBinder graph, OnnxNode node) {
    GraphValue x = images(graph, node);
    GraphValue kernels = kernels(graph, node, x);
    return biased(graph, node, conv(graph, node, x, kernels));
  }

  static GraphValue conv(GraphBinder graph, OnnxNode node, GraphValue x, GraphValue kernels) {
    List<AxisWindow> windows = Windows.of(node, x, kernel(kernels), false);
    int groups = node.integer("group", 1);
    return switch (windows.size()) {
      case 1 -> Convolutions.conv1d(graph, x, kernels, windows.getFirst(), groups);
      case 2 -> graph.conv2d(x, kernels, Windows.plane(windows.get(0), windows.get(1), groups));
      default -> Convolutions.conv3d(graph, x, kernels, windows.get(0),
          Windows.plane(windows.get(1), windows.get(2), groups));
    };
  }

  private static GraphValue transposed(GraphBinder graph, OnnxNode node) {
    GraphValue x = images(graph, node);
    GraphValue kernels = kernels(graph, node, x);
    int[] kernel = kernel(kernels);
    int[] more = node.integers("output_padding", new int[kernel.length]);
    List<AxisWindow> windows = Windows.transposed(node, x, kernel, more);
    int groups = node.integer("group", 1);
    GraphValue result = switch (windows.size()) {
      case 1 -> Convolutions.transposed1d(graph, x, kernels, windows.getFirst(), more[0], groups);
      case 2 -> Convolutions.transposed2d(graph, x, kernels, Windows.plane(windows.get(0), windows.get(1), groups),
          more[0], more[1]);
      default -> throw node.refusal("is supported along one or two axes; export with ConvTranspose of each layer");
    };
    return biased(graph, node, result);
  }

  private static GraphValue kernels(GraphBinder graph, OnnxNode node, GraphValue x) {
    GraphValue kernels = graph.input(node, 1);
    if (kernels.shape().rank() != x.shape().rank()) {
      throw node.refusal("kernels of shape " + kernels.shape() + " do not fit an operand of shape " + x.shape());
    }
    return kernels;
  }

  private static int[] kernel(GraphValue kernels) {
    return Arrays.copyOfRange(kernels.shape().dims(), 2, kernels.shape().rank());
  }

  private static GraphValue biased(GraphBinder graph, OnnxNode node, GraphValue result) {
    if (!node.hasInput(2)) {
      return result;
    }
    GraphValue bias = graph.input(node, 2);
    int[] perChannel = new int[result.shape().rank() - 1];
    Arrays.fill(perChannel, 1);
    perChannel[0] = bias.shape().size();
    return graph.add(result, graph.reshape(bias, perChannel));
  }

  private static GraphValue maxPool(GraphBinder graph, OnnxNode node) {
    GraphValue x = images(graph, node);
    List<AxisWindow> windows = pool(node, x);
    return switch (windows.size()) {
      case 1 -> Pools.max1d(graph, x, windows.getFirst());
      case 2 -> graph.maxPool(x, Windows.plane(windows.get(0), windows.get(1), 1));
      default -> Pools.max3d(graph, x, windows.get(0), Windows.plane(windows.get(1), windows.get(2), 1));
    };
  }

  private static GraphValue averagePool(GraphBinder graph, OnnxNode node) {
    boolean countPadding = node.flag("count_include_pad");
    GraphValue x = images(graph, node);
    return countPadding && node.flag("ceil_mode")
        ? meanOfPadded(graph, node, x)
        : mean(graph, x, pool(node, x), countPadding);
  }

  /** Padding counts, but not what the last window hangs over: so that stays a window's and padding becomes zeros. */
  private static GraphValue meanOfPadded(GraphBinder graph, OnnxNode node, GraphValue x) {
    List<AxisWindow> hanging = pool(node, x);
    List<AxisWindow> within = Windows.of(node, x, hanging.stream().mapToInt(AxisWindow::kernel).toArray(), false);
    List<AxisWindow> rest = new ArrayList<>();
    GraphValue padded = x;
    for (int i = 0; i < hanging.size(); i++) {
      AxisWindow window = hanging.get(i);
      int after = Math.min(window.padAfter(), within.get(i).padAfter());
      if (window.padBefore() + after > 0) {
        padded = graph.pad(padded, i + 2, window.padBefore(), after);
      }
      rest.add(new AxisWindow(window.kernel(), window.stride(), 0, window.padAfter() - after, window.dilation()));
    }
    return mean(graph, padded, rest, false);
  }

  private static GraphValue mean(GraphBinder graph, GraphValue x, List<AxisWindow> windows, boolean countPadding) {
    return switch (windows.size()) {
      case 1 -> Pools.average1d(graph, x, windows.getFirst(), countPadding);
      case 2 -> graph.averagePool(x, Windows.plane(windows.get(0), windows.get(1), 1), countPadding);
      default -> Pools.average3d(graph, x, windows.get(0), Windows.plane(windows.get(1), windows.get(2), 1),
          countPadding);
    };
  }

  /** (Σ|x|^p)^(1/p) over each window. */
  private static GraphValue normPool(GraphBinder graph, OnnxNode node) {
    GraphValue x = images(graph, node);
    List<AxisWindow> windows = pool(node, x);
    int p = node.integer("p", 2);
    GraphValue powers = Elementwise.pow(graph, p % 2 == 0 ? x : Elementwise.abs(graph, x), p);
    int taps = windows.stream().mapToInt(AxisWindow::kernel).reduce(1, Math::multiplyExact);
    return Elementwise.pow(graph, graph.mul(mean(graph, powers, windows, true), taps), 1.0 / p);
  }

  private static List<AxisWindow> pool(OnnxNode node, GraphValue x) {
    int[] kernel = node.integers("kernel_shape").map(ShapeOperators::ints)
        .orElseThrow(() -> node.refusal("has no kernel_shape"));
    if (kernel.length != x.shape().rank() - 2) {
      throw node.refusal("kernel_shape has " + kernel.length + " sizes, but the operand has shape " + x.shape());
    }
    return Windows.of(node, x, kernel, node.flag("ceil_mode"));
  }

  private static GraphValue images(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    if (x.shape().rank() < 3 || x.shape().rank() > 5) {
      throw node.refusal("operand has shape " + x.shape() + "; windows slide along one, two or three axes of "
          + "N×C×L, N×C×H×W or N×C×D×H×W tensors");
    }
    return x;
  }
}
