package io.parley.onnx;

import static java.util.Map.entry;

import io.parley.crypto.Shape;
import io.parley.plan.Function;
import io.parley.plan.formulas.Elementwise;
import io.parley.plan.formulas.Normalisations;
import io.parley.plan.formulas.Reductions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Normalisations by means and variances, known or of the data. */
final class NormalisationOperators {
  static final Map<String, Operators.Operator> ALL = new HashMap<>();

  private static final Map<String, Operators.Single> SINGLE = Map.ofEntries(
      entry("BatchNormalization", BatchNormalisation::infer),
      entry("GroupNormalization", NormalisationOperators::group),
      entry("InstanceNormalization", (g, n) -> Normalisations.instance(g, g.input(n, 0), g.input(n, 1), g.input(n, 2),
          n.real("epsilon", 1e-5f))),
      entry("LRN", (g, n) -> Normalisations.localResponse(g, g.input(n, 0), n.integer("size", 1),
          n.real("alpha", 1e-4f), n.real("beta", 0.75), n.real("bias", 1))),
      entry("LpNormalization", NormalisationOperators::unit),
      entry("MeanVarianceNormalization", (g, n) -> Normalisations.standardise(g, g.input(n, 0),
          n.axes(n.integers("axes").orElse(List.of(0, 2, 3)), g.input(n, 0).shape().rank()), 1e-9)),
      entry("RMSNormalization", (g, n) -> Normalisations.rms(g, g.input(n, 0),
          n.axis(n.integer("axis", -1), g.input(n, 0).shape().rank()), g.input(n, 1), n.real("epsilon", 1e-5f))));

  static {
    ALL.putAll(SINGLE);
    ALL.put("LayerNormalization", NormalisationOperators::layer);
  }

  private NormalisationOperators() {}

  /** The mean and the inverse deviation are outputs too, which are seldom used. */
  private static List<GraphValue> layer(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    int axis = node.axis(node.integer("axis", -1), x.shape().rank());
    double epsilon = node.real("epsilon", 1e-5f);
    GraphValue y = Normalisations.layer(graph, x, axis, graph.input(node, 1),
        graph.optional(node, 2).orElse(graph.constant(0)), epsilon);
    if (node.proto().getOutputCount() == 1) {
      return List.of(y);
    }
    List<Integer> axes = IntStream.range(axis, x.shape().rank()).boxed().toList();
    GraphValue variance = graph.add(Reductions.variance(graph, x, axes, 0, true), epsilon);
    return List.of(y, Reductions.mean(graph, x, axes, true), graph.apply(Function.RSQRT, variance));
  }

  /** Before opset 21 each group has one scale and bias. */
  private static GraphValue group(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    int groups = node.integer("num_groups", 1);
    int channels = x.shape().dim(1);
    return Normalisations.group(graph, x, groups, perChannel(graph, graph.input(node, 1), channels),
        perChannel(graph, graph.input(node, 2), channels), node.real("epsilon", 1e-5f));
  }

  private static GraphValue perChannel(GraphBinder graph, GraphValue x, int channels) {
    int has = x.shape().size();
    return has == channels
        ? x
        : graph.reshape(graph.broadcast(graph.reshape(x, has, 1), Shape.of(has, channels / has)), channels);
  }

  private static GraphValue unit(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    int axis = node.axis(node.integer("axis", -1), x.shape().rank());
    if (node.integer("p", 2) == 2) {
      return Normalisations.unit(graph, x, axis, 0);
    }
    return Elementwise.div(graph, x, Reductions.l1(graph, x, List.of(axis), true));
  }
}
