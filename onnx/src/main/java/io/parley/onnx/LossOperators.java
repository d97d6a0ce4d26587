package io.parley.onnx;

import io.parley.crypto.Shape;
import io.parley.plan.Values;
import io.parley.plan.formulas.Elementwise;
import io.parley.plan.formulas.Indexing;
import io.parley.plan.formulas.Reductions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Losses of classifiers: scores N×C×… against labels N×…, which may be secret. */
final class LossOperators {
  static final Map<String, Operators.Operator> ALL = Map.of(
      "NegativeLogLikelihoodLoss", (Operators.Single) (g, n) -> loss(g, n, g.input(n, 0)),
      "SoftmaxCrossEntropyLoss", LossOperators::crossEntropy);

  private LossOperators() {}

  private static List<GraphValue> crossEntropy(GraphBinder graph, OnnxNode node) {
    GraphValue logs = Reductions.logSoftmax(graph, graph.input(node, 0), 1);
    return List.of(loss(graph, node, logs), logs);
  }

  /** −Σ weight·log over the label's class; a label that is no class counts nothing. */
  private static GraphValue loss(GraphBinder graph, OnnxNode node, GraphValue logs) {
    int classes = logs.shape().dim(1);
    int rank = logs.shape().rank();
    List<Integer> classesSecond = IntStream.range(0, rank).map(i -> i == 0 ? 0 : i == 1 ? rank - 1 : i - 1).boxed()
        .toList();
    GraphValue hot = graph.transpose(Indexing.oneHot(graph, graph.input(node, 1), classes), classesSecond);
    Optional<GraphValue> weights = weights(graph, node, classes);
    GraphValue weighted = graph.settled(weights.map(w -> graph.mul(hot, perClass(graph, w, rank))).orElse(hot));
    GraphValue losses = graph.negate(graph.sum(graph.mul(logs, weighted), List.of(1), false));
    List<Integer> all = IntStream.range(0, rank - 1).boxed().toList();
    String reduction = node.text("reduction", "mean");
    return switch (reduction) {
      case "none" -> losses;
      case "sum" -> graph.sum(losses, all, false);
      case "mean" -> {
        double share = 1.0 / losses.shape().size();
        GraphValue mean = graph.mul(graph.sum(losses, all, false), share);
        // Without weights every label counts 1, but for those that are no class.
        yield weights.isEmpty() && node.attribute("ignore_index").isEmpty()
            ? mean
            : Elementwise.div(graph, mean,
                graph.mul(graph.sum(graph.sum(weighted, List.of(1), false), all, false), share));
      }
      default -> throw node.refusal("reduction " + reduction + " is unknown");
    };
  }

  /** With 0 for the class that is ignored. */
  private static Optional<GraphValue> weights(GraphBinder graph, OnnxNode node, int classes) {
    int ignored = node.integer("ignore_index", -1);
    Optional<GraphValue> given = graph.optional(node, 2);
    if (ignored < 0 || ignored >= classes) {
      return given;
    }
    double[] kept = new double[classes];
    Arrays.fill(kept, 1);
    kept[ignored] = 0;
    GraphValue mask = graph.constant(Values.of(Shape.of(classes), kept));
    return Optional.of(given.map(w -> graph.mul(w, mask)).orElse(mask));
  }

  private static GraphValue perClass(GraphBinder graph, GraphValue weights, int rank) {
    int[] dims = new int[rank - 1];
    Arrays.fill(dims, 1);
    dims[0] = weights.shape().size();
    return graph.reshape(weights, dims);
  }
}
