package io.parley.plan.onnx;

import io.parley.crypto.Shape;
import io.parley.plan.formulas.Indexing;
import java.util.List;
import java.util.stream.IntStream;

/** Elements of a tensor replaced at known indices: picked from the tensor and the updates side by side. */
final class Scattering {
  private Scattering() {}

  static GraphValue elements(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    GraphValue.Known at = graph.knownInput(node, 1);
    int axis = node.axis(node.integer("axis", 0), x.shape().rank());
    int[] strides = x.shape().strides();
    int[] steps = at.shape().strides();
    int[] to = new int[at.shape().size()];
    for (int j = 0; j < to.length; j++) {
      for (int i = 0; i < strides.length; i++) {
        to[j] += strides[i] * (i == axis
            ? node.axis((int) at.values().data()[j], x.shape().dim(axis))
            : j / steps[i] % at.shape().dim(i));
      }
    }
    return replaced(graph, node, to);
  }

  static GraphValue slices(GraphBinder graph, OnnxNode node) {
    Shape shape = graph.input(node, 0).shape();
    GraphValue.Known at = graph.knownInput(node, 1);
    int depth = at.shape().dim(-1);
    int each = IntStream.range(depth, shape.rank()).map(shape::dim).reduce(1, Math::multiplyExact);
    int[] strides = shape.strides();
    int[] to = IntStream.range(0, at.shape().size() / depth * each).map(j -> j % each
        + IntStream.range(0, depth).map(k -> strides[k]
            * node.axis((int) at.values().data()[j / each * depth + k], shape.dim(k))).sum())
        .toArray();
    return replaced(graph, node, to);
  }

  private static GraphValue replaced(GraphBinder graph, OnnxNode node, int... to) {
    GraphValue x = graph.input(node, 0);
    GraphValue updates = graph.input(node, 2);
    if (!node.text("reduction", "none").equals("none")) {
      throw node.refusal("reduction is not supported; Add the update that ConstantOfShape and ScatterND make");
    }
    int size = x.shape().size();
    int[] from = IntStream.range(0, size).toArray();
    for (int j = 0; j < to.length; j++) {
      from[to[j]] = size + j;
    }
    GraphValue all = graph.concat(0,
        List.of(graph.reshape(x, size), graph.reshape(updates, updates.shape().size())));
    return graph.reshape(Indexing.gather(graph, all, 0, from), x.shape());
  }
}
