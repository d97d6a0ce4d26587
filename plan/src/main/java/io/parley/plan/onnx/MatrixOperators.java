package io.parley.plan.onnx;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Structure;
import io.parley.plan.Op;
import java.util.List;

/** Gemm and MatMul. */
final class MatrixOperators {
  private static final Op MATMUL = new Op.Product(new Bilinear.MatMul(), 0);

  private MatrixOperators() {}

  static GraphValue matmul(GraphBinder graph, OnnxNode node) {
    return graph.apply(MATMUL, graph.input(node, 0), graph.input(node, 1));
  }

  /** alpha·A·B + beta·C. */
  static GraphValue gemm(GraphBinder graph, OnnxNode node) {
    GraphValue a = node.flag("transA") ? transposed(graph, graph.input(node, 0)) : graph.input(node, 0);
    GraphValue b = scaled(graph, graph.input(node, 1), node.real("alpha", 1));
    GraphValue product = graph.apply(MATMUL, a, node.flag("transB") ? transposed(graph, b) : b);
    return node.hasInput(2)
        ? graph.add(product, scaled(graph, graph.input(node, 2), node.real("beta", 1)))
        : product;
  }

  private static GraphValue scaled(GraphBinder graph, GraphValue x, double factor) {
    if (factor == 1) {
      return x;
    }
    GraphValue scaled = graph.mul(x, graph.number(factor));
    return scaled instanceof GraphValue.Known k && x instanceof GraphValue.Known before
        ? k.named(before.name())
        : scaled;
  }

  private static GraphValue transposed(GraphBinder graph, GraphValue x) {
    GraphValue result = graph.rearrange(new Structure.Transpose(List.of(1, 0)), x);
    return result instanceof GraphValue.Known k && x instanceof GraphValue.Known before
        ? k.named(before.name())
        : result;
  }
}
