package io.parley.onnx;

import static java.util.Map.entry;

import io.parley.crypto.Shape;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Ops that trade channels for pixels, or resize. */
final class ImageOperators {
  static final Map<String, Operators.Single> ALL = Map.ofEntries(
      entry("CenterCropPad", ImageOperators::centre),
      entry("DepthToSpace", ImageOperators::depthToSpace),
      entry("Resize", Resizing::resize),
      entry("SpaceToDepth", ImageOperators::spaceToDepth),
      entry("Upsample", Resizing::upsample));

  private ImageOperators() {}

  /** The middle of axes that are too long; zeros around those that are too short. */
  private static GraphValue centre(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    List<Integer> lengths = graph.knownIntegers(node, 1);
    List<Integer> axes = node.axes(
        node.integers("axes").orElseGet(() -> IntStream.range(0, lengths.size()).boxed().toList()), x.shape().rank());
    for (int i = 0; i < axes.size(); i++) {
      int axis = axes.get(i);
      int missing = lengths.get(i) - x.shape().dim(axis);
      int before = Math.abs(missing) / 2;
      x = missing < 0
          ? graph.slice(x, axis, before, before + lengths.get(i))
          : graph.pad(x, axis, before, missing - before);
    }
    return x;
  }

  private static GraphValue depthToSpace(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    Shape s = x.shape();
    int block = node.integer("blocksize", 1);
    int channels = s.dim(1) / (block * block);
    boolean columnsLast = node.text("mode", "DCR").equals("CRD");
    GraphValue apart = columnsLast
        ? graph.reshape(x, s.dim(0), channels, block, block, s.dim(2), s.dim(3))
        : graph.reshape(x, s.dim(0), block, block, channels, s.dim(2), s.dim(3));
    List<Integer> beside = columnsLast ? List.of(0, 1, 4, 2, 5, 3) : List.of(0, 3, 4, 1, 5, 2);
    return graph.reshape(graph.transpose(apart, beside), s.dim(0), channels, s.dim(2) * block, s.dim(3) * block);
  }

  private static GraphValue spaceToDepth(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    Shape s = x.shape();
    int block = node.integer("blocksize", 1);
    GraphValue apart = graph.reshape(x, s.dim(0), s.dim(1), s.dim(2) / block, block, s.dim(3) / block, block);
    boolean channelsFirst = node.text("mode", "DCR").equals("CRD");
    List<Integer> order = channelsFirst ? List.of(0, 1, 3, 5, 2, 4) : List.of(0, 3, 5, 1, 2, 4);
    return graph.reshape(graph.transpose(apart, order), s.dim(0), s.dim(1) * block * block,
        s.dim(2) / block, s.dim(3) / block);
  }
}
