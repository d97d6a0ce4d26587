package io.parley.onnx;

import static java.util.Map.entry;

import io.parley.crypto.Shape;
import io.parley.plan.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Discrete Fourier transforms, as products with public matrices, and the windows that go before them. */
final class SignalOperators {
  static final Map<String, Operators.Single> ALL = Map.ofEntries(
      entry("BlackmanWindow", (g, n) -> window(g, n, 0.42, 0.5, 0.08)),
      entry("DFT", SignalOperators::transform),
      entry("HammingWindow", (g, n) -> window(g, n, 25.0 / 46, 21.0 / 46, 0)),
      entry("HannWindow", (g, n) -> window(g, n, 0.5, 0.5, 0)));

  private SignalOperators() {}

  /** a − b·cos(2πt) + c·cos(4πt). */
  private static GraphValue window(GraphBinder graph, OnnxNode node, double a, double b, double c) {
    int size = (int) graph.knownNumber(node, 0);
    double period = node.integer("periodic", 1) != 0 ? size : size - 1;
    node.integer("output_datatype", 1);
    return graph.constant(Values.of(Shape.of(size), IntStream.range(0, size).mapToDouble(i -> 2 * Math.PI * i / period)
        .map(angle -> a - b * Math.cos(angle) + c * Math.cos(2 * angle)).toArray()));
  }

  /** Of real numbers, or complex ones with a last axis of length 2, along another axis. */
  private static GraphValue transform(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    int rank = x.shape().rank();
    int axis = node.axis((int) graph.knownNumber(node, 2, node.integer("axis", graph.opset() < 20 ? 1 : -2)), rank);
    int length = (int) graph.knownNumber(node, 1, x.shape().dim(axis));
    boolean inverse = node.flag("inverse");
    boolean oneSided = node.flag("onesided");
    if (axis == rank - 1 || (inverse && oneSided)) {
      throw node.refusal("needs an axis before the last, and is one-sided forwards only");
    }
    List<Integer> swap = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    Collections.swap(swap, axis, rank - 1);
    // The parts of complex numbers first, then all other axes, with the transformed one as the last.
    GraphValue turned = fitted(graph, graph.transpose(x, swap), length);
    int results = oneSided ? length / 2 + 1 : length;
    GraphValue cos = matrix(graph, length, results, inverse, Math::cos);
    GraphValue sin = matrix(graph, length, results, inverse, angle -> inverse ? -Math.sin(angle) : Math.sin(angle));
    GraphValue real = graph.slice(turned, axis, 0, 1);
    GraphValue realPart = product(graph, real, cos);
    GraphValue imaginaryPart = graph.negate(product(graph, real, sin));
    if (x.shape().dim(-1) == 2) {
      GraphValue imaginary = graph.slice(turned, axis, 1, 2);
      realPart = graph.add(realPart, product(graph, imaginary, sin));
      imaginaryPart = graph.add(imaginaryPart, product(graph, imaginary, cos));
    }
    return graph.transpose(graph.concat(axis, List.of(realPart, imaginaryPart)), swap);
  }

  /** Cut off, or filled up with zeros. */
  private static GraphValue fitted(GraphBinder graph, GraphValue x, int length) {
    int last = x.shape().rank() - 1;
    int has = x.shape().dim(last);
    return has >= length ? graph.slice(x, last, 0, length) : graph.pad(x, last, 0, length - has);
  }

  private static GraphValue product(GraphBinder graph, GraphValue x, GraphValue matrix) {
    return graph.settled(graph.matmul(x, matrix));
  }

  private static GraphValue matrix(GraphBinder graph, int length, int results, boolean inverse, DoubleUnaryOperator f) {
    double scale = inverse ? 1.0 / length : 1;
    return graph.constant(Values.of(Shape.of(length, results), IntStream.range(0, length * results)
        .mapToDouble(
            i -> scale * f.applyAsDouble(2 * Math.PI * ((long) (i / results) * (i % results) % length) / length))
        .toArray()));
  }
}
