package io.parley.plan.onnx;

import io.parley.plan.Values;
import io.parley.plan.formulas.Indexing;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Pad, along one axis after the other: with a constant, or with elements of the axis. */
final class Padding {
  private Padding() {}

  /** Widths below 0 cut off. */
  static GraphValue pad(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    int rank = x.shape().rank();
    List<Integer> widths = graph.integers(node, "pads", 1).orElseThrow(() -> node.refusal("has no pads"));
    List<Integer> axes = node.hasInput(3)
        ? node.axes(graph.knownIntegers(node, 3), rank)
        : IntStream.range(0, rank).boxed().toList();
    if (widths.size() != 2 * axes.size()) {
      throw node.refusal("has " + widths.size() + " widths for " + axes.size() + " axes");
    }
    String mode = node.text("mode", "constant");
    double value = node.attribute("value").map(a -> (double) a.getF()).orElseGet(() -> graph.knownNumber(node, 2, 0));
    GraphValue result = x;
    for (int i = 0; i < axes.size(); i++) {
      int before = widths.get(i);
      int after = widths.get(axes.size() + i);
      result = mode.equals("constant")
          ? padded(graph, result, axes.get(i), before, after, value)
          : Indexing.gather(graph, result, axes.get(i),
              mirrored(node, mode, before, after, result.shape().dim(axes.get(i))));
    }
    return result;
  }

  private static GraphValue padded(GraphBinder graph, GraphValue x, int axis, int before, int after, double value) {
    int length = x.shape().dim(axis);
    int from = Math.max(0, -before);
    GraphValue kept = from == 0 && after >= 0 ? x : graph.slice(x, axis, from, length - Math.max(0, -after), 1);
    if (before <= 0 && after <= 0) {
      return kept;
    }
    GraphValue zeros = graph.pad(kept, axis, Math.max(0, before), Math.max(0, after));
    if (value == 0) {
      return zeros;
    }
    // The value where the padding is: 1 is there what is missing of ones that were padded.
    GraphValue ones = graph.constant(Values.of(kept.shape(), filled(kept.shape().size(), 1)));
    GraphValue rim = graph.mul(graph.sub(1, graph.pad(ones, axis, Math.max(0, before), Math.max(0, after))),
        graph.constant(value));
    return graph.add(zeros, rim).as(x.element());
  }

  private static double[] filled(int size, double value) {
    double[] data = new double[size];
    Arrays.fill(data, value);
    return data;
  }

  private static int[] mirrored(OnnxNode node, String mode, int before, int after, int length) {
    int period = Math.max(1, 2 * length - 2);
    return IntStream.range(-before, length + after).map(i -> switch (mode) {
      case "edge" -> Math.clamp(i, 0, length - 1);
      case "wrap" -> Math.floorMod(i, length);
      case "reflect" -> {
        int j = Math.floorMod(i, period);
        yield j < length ? j : period - j;
      }
      default -> throw node.refusal("mode " + mode + " is unknown");
    }).toArray();
  }
}
