package io.parley.plan.onnx;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Structure;
import io.parley.plan.Op;
import java.util.List;
import java.util.Optional;

/** Gemm and MatMul. */
final class MatrixOperators {
  private static final Op MATMUL = new Op.Product(new Bilinear.MatMul(), 0);

  private MatrixOperators() {}

  static GraphValue matmul(GraphBinder graph, OnnxNode node) {
    return graph.apply(MATMUL, graph.input(node, 0), graph.input(node, 1));
  }

  /** alpha·A·B + beta·C; a batch normalisation that follows joins B and C. */
  static GraphValue gemm(GraphBinder graph, OnnxNode node) {
    GraphValue b = scaled(graph, graph.input(node, 1), node.real("alpha", 1));
    Optional<GraphValue> c = node.hasInput(2)
        ? Optional.of(scaled(graph, graph.input(node, 2), node.real("beta", 1)))
        : Optional.empty();
    boolean columns = node.flag("transB");
    Optional<OnnxNode> after = graph.normalisationAfter(node);
    if (after.isPresent() && b instanceof GraphValue.Known known
        && c.map(GraphValue.Known.class::isInstance).orElse(true)) {
      Normalisation norm = Normalisation.of(graph, after.get());
      int features = norm.features();
      b = norm.scaled(known, columns ? new int[]{features, 1} : new int[]{features});
      c = Optional.of(norm.shifted(c.map(GraphValue.Known.class::cast)));
      return graph.standFor(after.get(), product(graph, node, b, c));
    }
    return product(graph, node, b, c);
  }

  private static GraphValue product(GraphBinder graph, OnnxNode node, GraphValue b, Optional<GraphValue> c) {
    GraphValue left = node.flag("transA") ? transposed(graph, graph.input(node, 0)) : graph.input(node, 0);
    GraphValue product = graph.apply(MATMUL, left, node.flag("transB") ? transposed(graph, b) : b);
    return c.map(bias -> graph.add(product, bias)).orElse(product);
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
