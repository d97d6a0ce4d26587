package io.parley.onnx;

import io.parley.plan.formulas.Indexing;
import io.parley.plan.formulas.Sorting;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The largest elements, and indices as vectors. */
final class RankingOperators {
  static final Map<String, Operators.Operator> ALL = Map.of("TopK", RankingOperators::topK, "OneHot",
      (Operators.Single) RankingOperators::oneHot);

  private RankingOperators() {}

  private static List<GraphValue> topK(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    int k = node.hasInput(1) ? (int) graph.knownNumber(node, 1) : node.integer("k", 1);
    int axis = node.axis(node.integer("axis", -1), x.shape().rank());
    Sorting.Sorted<GraphValue> top = Sorting.topK(graph, x, k, axis, node.integer("largest", 1) != 0);
    return List.of(top.values(), top.indices().as(Element.INTEGER));
  }

  /** Operands: indices, the depth, and the values of cold and hot. Negative indices count from the end. */
  private static GraphValue oneHot(GraphBinder graph, OnnxNode node) {
    GraphValue indices = graph.input(node, 0);
    int depth = (int) graph.knownNumber(node, 1);
    int rank = indices.shape().rank();
    GraphValue known = indices instanceof GraphValue.Known
        ? LogicOperators.where(graph, graph.isNegative(indices), graph.add(indices, depth), indices)
        : Integers.fromStart(graph, indices, depth);
    GraphValue hot = Indexing.oneHot(graph, known, depth);
    int axis = node.axis(node.integer("axis", -1), rank + 1);
    List<Integer> permutation = IntStream.range(0, rank + 1)
        .map(i -> i < axis ? i : i == axis ? rank : i - 1).boxed().toList();
    GraphValue values = graph.input(node, 2);
    GraphValue cold = graph.slice(values, 0, 0, 1);
    return graph.add(graph.mul(graph.transpose(hot, permutation), graph.sub(graph.slice(values, 0, 1, 2), cold)), cold);
  }
}
