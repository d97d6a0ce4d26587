package io.parley.onnx;

import static java.util.Map.entry;

import io.parley.plan.formulas.Einsum;
import java.util.List;
import java.util.Map;

/** Products of matrices. */
final class MatrixOperators {
  static final Map<String, Operators.Single> ALL = Map.ofEntries(
      entry("Einsum", (g, n) -> Einsum.of(g, n.text("equation", ""), g.inputs(n))),
      entry("Gemm", MatrixOperators::gemm),
      entry("MatMul", (g, n) -> g.matmul(g.input(n, 0), g.input(n, 1))));

  private MatrixOperators() {}

  /** alpha·A·B + beta·C. */
  private static GraphValue gemm(GraphBinder graph, OnnxNode node) {
    GraphValue a = node.flag("transA") ? transposed(graph, graph.input(node, 0)) : graph.input(node, 0);
    GraphValue b = scaled(graph, graph.input(node, 1), node.real("alpha", 1));
    GraphValue product = graph.matmul(a, node.flag("transB") ? transposed(graph, b) : b);
    return node.hasInput(2)
        ? graph.add(product, scaled(graph, graph.input(node, 2), node.real("beta", 1)))
        : product;
  }

  private static GraphValue scaled(GraphBinder graph, GraphValue x, double factor) {
    return factor == 1 ? x : graph.mul(x, factor);
  }

  private static GraphValue transposed(GraphBinder graph, GraphValue x) {
    return graph.transpose(x, List.of(1, 0));
  }
}
