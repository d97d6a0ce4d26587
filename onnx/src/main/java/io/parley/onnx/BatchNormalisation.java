package io.parley.onnx;

import io.parley.crypto.Shape;
import io.parley.plan.Values;
import java.util.Arrays;

/**
 * Batch normalisation for inference, which is a factor and a shift for each feature: (x − mean) / √(variance + ε) · scale
 * + bias. Both are known at import, so that they join the weights of the layer before, if there is one; see
 * {@link Linear}.
 */
final class BatchNormalisation {
  private BatchNormalisation() {}

  /** Along axis 1. */
  static GraphValue infer(GraphBinder graph, OnnxNode node) {
    if (node.flag("training_mode") || node.integer("spatial", 1) == 0) {
      throw node.refusal("is in training mode or not spatial; export the model for inference");
    }
    GraphValue x = graph.factor(node, 0);
    GraphValue.Known scale = graph.knownInput(node, 1);
    GraphValue.Known bias = graph.knownInput(node, 2);
    double[] mean = graph.knownInput(node, 3).values().data();
    double[] variance = graph.knownInput(node, 4).values().data();
    int features = scale.shape().size();
    if (bias.shape().size() != features || mean.length != features || variance.length != features) {
      throw node.refusal("scale, bias, mean and variance need the same length");
    }
    if (x.shape().rank() < 2 || x.shape().dim(1) != features) {
      throw node.refusal("operand has shape " + x.shape() + ", but normalises " + features + " features along axis 1");
    }
    double epsilon = node.real("epsilon", 1e-5f);
    double[] factor = new double[features];
    double[] shift = new double[features];
    for (int i = 0; i < features; i++) {
      if (!(variance[i] + epsilon > 0)) {
        throw node.refusal("variance and epsilon are not positive together; export the model again");
      }
      factor[i] = scale.values().data()[i] / Math.sqrt(variance[i] + epsilon);
      shift[i] = bias.values().data()[i] - mean[i] * factor[i];
    }
    int[] along = new int[x.shape().rank() - 1];
    Arrays.fill(along, 1);
    along[0] = features;
    GraphValue scaled = graph.mul(x, weight(scale, along, factor));
    return graph.add(scaled, weight(bias, along, shift));
  }

  private static GraphValue.Known weight(GraphValue.Known like, int[] dims, double... data) {
    return new GraphValue.Known(like.name(), Values.of(Shape.of(dims), data), true, Element.REAL);
  }
}
