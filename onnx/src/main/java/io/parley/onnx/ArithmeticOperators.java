package io.parley.onnx;

import static java.util.Map.entry;

import io.parley.crypto.Shape;
import io.parley.onnx.proto.Onnx.TensorProto.DataType;
import io.parley.plan.Values;
import io.parley.plan.formulas.Division;
import io.parley.plan.formulas.Elementwise;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/** Arithmetic of two or more tensors, which broadcast. */
final class ArithmeticOperators {
  static final Map<String, Operators.Single> ALL = Map.ofEntries(
      entry("Add", (g, n) -> g.add(g.factor(n, 0), g.factor(n, 1))),
      entry("BitShift", ArithmeticOperators::shift),
      entry("BitwiseNot", ArithmeticOperators::flipBits),
      entry("Div", ArithmeticOperators::divide),
      entry("Max", (g, n) -> all(g, n, g::max)),
      entry("Mean", (g, n) -> g.mul(all(g, n, g::add), 1.0 / n.proto().getInputCount())),
      entry("Min", (g, n) -> all(g, n, (x, y) -> Elementwise.min(g, x, y))),
      entry("Mod", ArithmeticOperators::mod),
      entry("Mul", (g, n) -> g.mul(g.factor(n, 0), g.factor(n, 1))),
      entry("Neg", (g, n) -> g.negate(g.input(n, 0))),
      entry("Pow", ArithmeticOperators::pow),
      entry("Sub", (g, n) -> g.sub(g.factor(n, 0), g.factor(n, 1))),
      entry("Sum", (g, n) -> all(g, n, g::add)));

  private static final int MOST_EXPONENTS = 16;
  private static final int MOST_SHIFTED = 52;

  private ArithmeticOperators() {}

  private static GraphValue all(GraphBinder graph, OnnxNode node, BinaryOperator<GraphValue> combine) {
    return graph.inputs(node).stream().reduce(combine).orElseThrow(() -> node.refusal("has no operands"));
  }

  /** By constants it is a product with their inverses. Integers are divided toward zero. */
  private static GraphValue divide(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.factor(node, 0);
    GraphValue y = graph.factor(node, 1);
    boolean whole = x.element() == Element.INTEGER && y.element() == Element.INTEGER;
    if (!(y instanceof GraphValue.Known by)) {
      return whole
          ? towardZero(graph, graph.settled(x), graph.settled(y))
          : Elementwise.div(graph, graph.settled(x), graph.settled(y));
    }
    if (Arrays.stream(by.values().data()).anyMatch(d -> d == 0)) {
      throw node.refusal("divides by zero");
    }
    if (whole && x instanceof GraphValue.Known known) {
      return folded(graph, known, by, (a, b) -> (long) (a / b));
    }
    if (whole) {
      return Integers.divideTowardZero(graph, graph.settled(x), by).quotient();
    }
    return graph.mul(x, inverse(by));
  }

  /** −1 − x, or the largest number of an unsigned type without x. */
  private static GraphValue flipBits(GraphBinder graph, OnnxNode node) {
    int type = graph.dataType(node, 0);
    double all = switch (DataType.forNumber(type)) {
      case UINT8 -> 0xff;
      case UINT16 -> 0xffff;
      case UINT32 -> 0xffff_ffffL;
      case INT8, INT16, INT32, INT64 -> -1;
      case null, default -> throw node.refusal("type " + type + " is not supported; use signed integers");
    };
    return graph.sub(graph.structure(Element.INTEGER, Values.scalar(all)), graph.input(node, 0)).as(Element.INTEGER);
  }

  /** By known distances: a product or a division with powers of two. */
  private static GraphValue shift(GraphBinder graph, OnnxNode node) {
    if (Arrays.stream(graph.publicly(node, 1).data()).anyMatch(bits -> bits < 0 || bits > MOST_SHIFTED)) {
      throw node.refusal("shifts by fewer than 0 or more than " + MOST_SHIFTED + " bits; shift within these");
    }
    GraphValue.Known powers = graph.knownInput(node, 1).map(bits -> Math.scalb(1.0, (int) bits));
    String direction = node.text("direction", "");
    return switch (direction) {
      case "LEFT" -> graph.mul(graph.input(node, 0), powers);
      case "RIGHT" -> graph.input(node, 0) instanceof GraphValue.Known x
          ? folded(graph, x, powers, (a, b) -> Math.floor(a / b))
          : Integers.divide(graph, graph.input(node, 0), powers).quotient();
      default -> throw node.refusal("direction '" + direction + "' is unknown");
    };
  }

  private static GraphValue towardZero(GraphBinder graph, GraphValue x, GraphValue y) {
    GraphValue signs = graph.mul(Elementwise.sign(graph, x), Elementwise.sign(graph, y));
    return graph.mul(Division.floorDiv(graph, Elementwise.abs(graph, x), Elementwise.abs(graph, y)), signs)
        .as(Element.INTEGER);
  }

  private static GraphValue.Known inverse(GraphValue.Known by) {
    double[] inverse = Arrays.stream(by.values().data()).map(d -> 1 / d).toArray();
    return new GraphValue.Known(by.name(), Values.of(by.shape(), inverse), by.weight(), Element.REAL);
  }

  /** With the divisor's sign, or by attribute with the dividend's. */
  private static GraphValue mod(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    boolean truncated = node.flag("fmod");
    if (!(graph.input(node, 1) instanceof GraphValue.Known by)) {
      GraphValue y = graph.input(node, 1);
      return (truncated ? Division.fmod(graph, x, y) : Division.floorMod(graph, x, y)).as(x.element());
    }
    if (x instanceof GraphValue.Known known) {
      return folded(graph, known, by, (a, b) -> truncated ? a % b : a - b * Math.floor(a / b));
    }
    if (Arrays.stream(by.values().data()).anyMatch(d -> d == 0)) {
      throw node.refusal("divides by zero");
    }
    if (x.element() == Element.INTEGER && by.element() == Element.INTEGER) {
      return truncated
          ? Integers.divideTowardZero(graph, x, by).rest()
          : Integers.divide(graph, x, by).rest();
    }
    Values divisors = graph.publicly(node, by);
    return (truncated ? Elementwise.remainder(graph, x, divisors) : Elementwise.mod(graph, x, divisors))
        .as(x.element());
  }

  private static GraphValue pow(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    GraphValue y = graph.input(node, 1);
    if (x instanceof GraphValue.Known base && y instanceof GraphValue.Known exponent) {
      return folded(graph, base, exponent, Math::pow).as(x.element());
    }
    if (!(y instanceof GraphValue.Known exponent)) {
      return Elementwise.power(graph, x, y);
    }
    double[] exponents = Arrays.stream(graph.publicly(node, exponent).data()).distinct().toArray();
    if (exponents.length > MOST_EXPONENTS) {
      throw node.refusal("raises to more than " + MOST_EXPONENTS + " different exponents; split the operand");
    }
    Shape to = Shape.broadcast(x.shape(), y.shape());
    return Arrays.stream(exponents).mapToObj(e -> exponents.length == 1
        ? ShapeOperators.broadcast(graph, Elementwise.pow(graph, x, e), to)
        : powered(graph, x, e, exponent)).reduce(graph::add).orElse(x).as(x.element());
  }

  /** x^e where the exponent is e, else 0; there a power of 1, which does not overflow. */
  private static GraphValue powered(GraphBinder graph, GraphValue x, double e, GraphValue.Known exponent) {
    GraphValue mask = graph.constant(Values.of(exponent.shape(),
        Arrays.stream(exponent.values().data()).map(d -> d == e ? 1 : 0).toArray()));
    GraphValue base = graph.settled(graph.add(graph.mul(x, mask), graph.sub(1, mask)));
    return graph.mul(Elementwise.pow(graph, base, e), mask);
  }

  /** What both operands determine. */
  private static GraphValue.Known folded(GraphBinder graph, GraphValue.Known x, GraphValue.Known y,
      DoubleBinaryOperator f) {
    Shape to = Shape.broadcast(x.shape(), y.shape());
    List<double[]> in = List.of(x, y).stream()
        .map(k -> ((GraphValue.Known) ShapeOperators.broadcast(graph, k, to)).values().data()).toList();
    double[] out = IntStream.range(0, to.size())
        .mapToDouble(i -> f.applyAsDouble(in.get(0)[i], in.get(1)[i])).toArray();
    boolean weight = x.weight() || y.weight();
    Element element = x.element() == Element.REAL ? Element.REAL : y.element();
    return new GraphValue.Known(weight ? x.name() : graph.current(), Values.of(to, out), weight, element);
  }
}
