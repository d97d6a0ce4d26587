package io.parley.plan.onnx;

import io.parley.crypto.Shape;
import io.parley.plan.Values;
import java.util.Arrays;
import java.util.Optional;

/**
 * Batch normalisation for inference, which is a factor and a shift for each feature: (x − mean) / √(variance + ε) · scale
 * + bias. Both are known at import, and join the weights of the layer before, if there is one.
 */
final class Normalisation {
  private final GraphBinder graph;
  private final GraphValue.Known factor;
  private final GraphValue.Known shift;

  private Normalisation(GraphBinder graph, GraphValue.Known factor, GraphValue.Known shift) {
    this.graph = graph;
    this.factor = factor;
    this.shift = shift;
  }

  static Normalisation of(GraphBinder graph, OnnxNode node) {
    if (node.flag("training_mode") || node.integer("spatial", 1) == 0) {
      throw node.refusal("is in training mode or not spatial; export the model for inference");
    }
    GraphValue.Known scale = graph.knownInput(node, 1);
    GraphValue.Known bias = graph.knownInput(node, 2);
    double[] mean = graph.knownInput(node, 3).values().data();
    double[] variance = graph.knownInput(node, 4).values().data();
    int features = scale.shape().size();
    if (bias.shape().size() != features || mean.length != features || variance.length != features) {
      throw node.refusal("scale, bias, mean and variance need the same length");
    }
    double epsilon = node.real("epsilon", 1e-5f);
    double[] factor = new double[features];
    double[] shift = new double[features];
    for (int i = 0; i < features; i++) {
      factor[i] = scale.values().data()[i] / Math.sqrt(variance[i] + epsilon);
      shift[i] = bias.values().data()[i] - mean[i] * factor[i];
    }
    return new Normalisation(graph, new GraphValue.Known(scale.name(), Values.of(Shape.of(features), factor), true),
        new GraphValue.Known(bias.name(), Values.of(Shape.of(features), shift), true));
  }

  /** The op on its own, along axis 1. */
  static GraphValue batch(GraphBinder graph, OnnxNode node) {
    Normalisation norm = of(graph, node);
    int[] along = new int[Math.max(1, graph.input(node, 0).shape().rank() - 1)];
    Arrays.fill(along, 1);
    along[0] = norm.features();
    GraphValue factor = ((GraphValue.Known) graph.reshape(norm.factor, along)).named(norm.factor.name());
    GraphValue shift = ((GraphValue.Known) graph.reshape(norm.shift, along)).named(norm.shift.name());
    return graph.add(graph.mul(graph.input(node, 0), factor), shift);
  }

  int features() {
    return factor.shape().size();
  }

  /** The weights before, times the factors, which are laid out along the given shape. */
  GraphValue.Known scaled(GraphValue.Known weights, int... along) {
    return ((GraphValue.Known) graph.mul(weights, graph.reshape(factor, along))).named(weights.name());
  }

  /** The bias before, normalised; the shift alone if there was none. */
  GraphValue.Known shifted(Optional<GraphValue.Known> bias) {
    return bias.map(b -> ((GraphValue.Known) graph.add(graph.mul(b, factor), shift)).named(b.name())).orElse(shift);
  }
}
