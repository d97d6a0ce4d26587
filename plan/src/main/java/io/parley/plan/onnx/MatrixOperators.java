package io.parley.plan.onnx;

import static java.util.Map.entry;

import io.parley.crypto.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Products of matrices. */
final class MatrixOperators {
  static final Map<String, Operators.Single> ALL = Map.ofEntries(
      entry("Gemm", MatrixOperators::gemm),
      entry("MatMul", (g, n) -> matmul(g, g.input(n, 0), g.input(n, 1))));

  private MatrixOperators() {}

  /** A vector is a row on the left and a column on the right; leading axes broadcast. */
  private static GraphValue matmul(GraphBinder graph, GraphValue x, GraphValue y) {
    GraphValue left = x.shape().rank() == 1 ? graph.reshape(x, 1, x.shape().dim(0)) : x;
    GraphValue right = y.shape().rank() == 1 ? graph.reshape(y, y.shape().dim(0), 1) : y;
    GraphValue product = batched(graph, left, right);
    int rank = product.shape().rank();
    GraphValue withoutRow = x.shape().rank() == 1
        ? ShapeOperators.without(graph, product, List.of(rank - 2))
        : product;
    return y.shape().rank() == 1
        ? ShapeOperators.without(graph, withoutRow, List.of(withoutRow.shape().rank() - 1))
        : withoutRow;
  }

  private static GraphValue batched(GraphBinder graph, GraphValue x, GraphValue y) {
    Shape left = leading(x);
    Shape right = leading(y);
    if (left.equals(right) || left.rank() == 0 || right.rank() == 0) {
      return graph.matmul(x, y);
    }
    if (right.size() == 1 && right.rank() <= left.rank()) {
      return graph.matmul(x, graph.reshape(y, y.shape().dim(-2), y.shape().dim(-1)));
    }
    Shape batch = Shape.broadcast(left, right);
    return graph.matmul(broadcast(graph, x, batch), broadcast(graph, y, batch));
  }

  private static Shape leading(GraphValue x) {
    return Shape.of(Arrays.copyOf(x.shape().dims(), x.shape().rank() - 2));
  }

  private static GraphValue broadcast(GraphBinder graph, GraphValue x, Shape batch) {
    return ShapeOperators.broadcast(graph, x, Shape.of(
        IntStream.concat(Arrays.stream(batch.dims()), IntStream.of(x.shape().dim(-2), x.shape().dim(-1))).toArray()));
  }

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
