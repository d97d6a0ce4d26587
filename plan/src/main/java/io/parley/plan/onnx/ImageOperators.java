package io.parley.plan.onnx;

import static java.util.Map.entry;

import io.parley.crypto.Shape;
import java.util.List;
import java.util.Map;

/** Ops that trade channels for pixels, or resize. */
final class ImageOperators {
  static final Map<String, Operators.Single> ALL = Map.ofEntries(
      entry("DepthToSpace", ImageOperators::depthToSpace),
      entry("Resize", Resizing::resize),
      entry("SpaceToDepth", ImageOperators::spaceToDepth),
      entry("Upsample", Resizing::upsample));

  private ImageOperators() {}

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
    return graph.reshape(graph.transpose(apart, List.of(0, 3, 5, 1, 2, 4)), s.dim(0), s.dim(1) * block * block,
        s.dim(2) / block, s.dim(3) / block);
  }
}
