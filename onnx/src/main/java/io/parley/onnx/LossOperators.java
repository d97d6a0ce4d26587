package io.parley.onnx;

import io.parley.crypto.Shape;
import io.parley.plan.Values;
import io.parley.plan.formulas.LossTarget;
import io.parley.plan.formulas.Losses;
import io.parley.plan.formulas.Reduction;
import io.parley.plan.formulas.Reductions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Losses of classifiers: scores N×C×… against labels N×…, which may be secret. */
final class LossOperators {
  static final Map<String, Operators.Operator> ALL = Map.of(
      "NegativeLogLikelihoodLoss", (Operators.Single) LossOperators::likelihood,
      "SoftmaxCrossEntropyLoss", LossOperators::crossEntropy);

  private static final int CLASSES = 1;

  private LossOperators() {}

  private static GraphValue likelihood(GraphBinder graph, OnnxNode node) {
    GraphValue logs = graph.input(node, 0);
    GraphValue labels = graph.input(node, 1);
    Reduction reduction = reduction(node);
    return weights(graph, node, logs.shape().dim(CLASSES))
        .map(w -> Losses.negativeLogLikelihood(graph, logs, labels, w, CLASSES, reduction))
        .orElseGet(() -> Losses.negativeLogLikelihood(graph, logs, labels, CLASSES, reduction));
  }

  /** The loss, and the logarithms that it is made of if they are an output too. */
  private static List<GraphValue> crossEntropy(GraphBinder graph, OnnxNode node) {
    GraphValue scores = graph.input(node, 0);
    GraphValue labels = graph.input(node, 1);
    Reduction reduction = reduction(node);
    GraphValue loss = weights(graph, node, scores.shape().dim(CLASSES))
        .map(w -> Losses.crossEntropy(graph, scores, labels, w, CLASSES, reduction))
        .orElseGet(() -> Losses.crossEntropy(graph, scores, labels, CLASSES, LossTarget.CLASSES, reduction));
    return node.proto().getOutputCount() < 2
        ? List.of(loss)
        : List.of(loss, Reductions.logSoftmax(graph, scores, CLASSES));
  }

  private static Reduction reduction(OnnxNode node) {
    String reduction = node.text("reduction", "mean");
    return switch (reduction) {
      case "none" -> Reduction.NONE;
      case "sum" -> Reduction.SUM;
      case "mean" -> Reduction.MEAN;
      default -> throw node.refusal("reduction " + reduction + " is unknown");
    };
  }

  /**
   * With 0 for the class that is ignored. A label that is ignored though it is no class counts in no mean, as if it had a
   * weight of 0.
   */
  private static Optional<GraphValue> weights(GraphBinder graph, OnnxNode node, int classes) {
    int ignored = node.integer("ignore_index", -1);
    Optional<GraphValue> given = graph.optional(node, 2);
    if (node.attribute("ignore_index").isEmpty() || (given.isPresent() && (ignored < 0 || ignored >= classes))) {
      return given;
    }
    double[] kept = new double[classes];
    Arrays.fill(kept, 1);
    if (ignored >= 0 && ignored < classes) {
      kept[ignored] = 0;
    }
    GraphValue mask = graph.constant(Values.of(Shape.of(classes), kept));
    return Optional.of(given.map(w -> graph.mul(w, mask)).orElse(mask));
  }
}
