package io.parley.plan.onnx;

import io.parley.crypto.Shape;
import io.parley.plan.Op;
import io.parley.plan.Values;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The supported ONNX ops. */
final class Operators {
  /** Builds the first output of a node. */
  interface Operator {
    GraphValue apply(GraphBinder graph, OnnxNode node);
  }

  static final Map<String, Operator> ALL = Map.ofEntries(
      Map.entry("Add", (g, n) -> g.add(g.input(n, 0), g.input(n, 1))),
      Map.entry("AveragePool", WindowOperators::averagePool),
      Map.entry("BatchNormalization", Normalisation::batch),
      Map.entry("Concat", ShapeOperators::concat),
      Map.entry("Constant", Operators::constant),
      Map.entry("Conv", WindowOperators::conv),
      Map.entry("Div", Operators::divide),
      Map.entry("Dropout", Operators::dropout),
      Map.entry("Flatten", ShapeOperators::flatten),
      Map.entry("Gather", ShapeOperators::gather),
      Map.entry("Gemm", MatrixOperators::gemm),
      Map.entry("GlobalAveragePool", WindowOperators::globalAveragePool),
      Map.entry("Identity", (g, n) -> g.input(n, 0)),
      Map.entry("MatMul", MatrixOperators::matmul),
      Map.entry("MaxPool", WindowOperators::maxPool),
      Map.entry("Mul", (g, n) -> g.mul(g.input(n, 0), g.input(n, 1))),
      Map.entry("Neg", (g, n) -> g.apply(new Op.Negate(), g.input(n, 0))),
      Map.entry("Relu", (g, n) -> g.apply(new Op.Relu(), g.input(n, 0))),
      Map.entry("Reshape", ShapeOperators::reshape),
      Map.entry("Shape", ShapeOperators::shape),
      Map.entry("Squeeze", ShapeOperators::squeeze),
      Map.entry("Sub", (g, n) -> g.sub(g.input(n, 0), g.input(n, 1))),
      Map.entry("Transpose", ShapeOperators::transpose),
      Map.entry("Unsqueeze", ShapeOperators::unsqueeze));

  private Operators() {}

  /** A single number is part of the graph; more than one may be weights, and is treated as such. */
  private static GraphValue constant(GraphBinder graph, OnnxNode node) {
    Values values = node.attribute("value").map(a -> OnnxTensors.read(a.getT(), node.output()))
        .or(() -> node.attribute("value_float").map(a -> Values.scalar(a.getF())))
        .or(() -> node.attribute("value_int").map(a -> Values.scalar((double) a.getI())))
        .or(() -> node.attribute("value_floats").map(a -> vector(a.getFloatsList())))
        .or(() -> node.attribute("value_ints").map(a -> vector(a.getIntsList())))
        .orElseThrow(() -> node.refusal("has no numeric value"));
    return new GraphValue.Known(node.output(), values, values.shape().size() > 1);
  }

  private static Values vector(List<? extends Number> numbers) {
    return Values.of(Shape.of(numbers.size()),
        numbers.stream().mapToDouble(Number::doubleValue).toArray());
  }

  /** By constants only, which is a product with their inverses. */
  private static GraphValue divide(GraphBinder graph, OnnxNode node) {
    GraphValue.Known by = graph.knownInput(node, 1);
    if (Arrays.stream(by.values().data()).anyMatch(d -> d == 0)) {
      throw node.refusal("divides by zero");
    }
    if (graph.input(node, 0) instanceof GraphValue.Known x && !x.weight() && !by.weight()) {
      throw node.refusal("divides sizes or constants of the graph; export the model with constants folded");
    }
    double[] inverse = Arrays.stream(by.values().data()).map(d -> 1 / d).toArray();
    return graph.mul(graph.input(node, 0),
        new GraphValue.Known(by.name(), Values.of(by.shape(), inverse), by.weight()));
  }

  private static GraphValue dropout(GraphBinder graph, OnnxNode node) {
    if (node.hasInput(2) && graph.knownInput(node, 2).values().data()[0] != 0) {
      throw node.refusal("is in training mode; export the model for inference");
    }
    return graph.input(node, 0);
  }
}
