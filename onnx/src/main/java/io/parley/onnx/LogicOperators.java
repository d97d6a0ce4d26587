package io.parley.onnx;

import static java.util.Map.entry;

import io.parley.crypto.Shape;
import io.parley.plan.Op;
import io.parley.plan.Values;
import io.parley.plan.formulas.Comparisons;
import io.parley.plan.formulas.Or;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;

/**
 * Comparisons, and what is made of their results. Booleans of equal shapes are held as bits; where they broadcast or move,
 * as the numbers 0 and 1.
 */
final class LogicOperators {
  static final Map<String, Operators.Single> ALL = Map.ofEntries(
      entry("And", (g, n) -> and(g, g.input(n, 0), g.input(n, 1))),
      entry("Equal", (g, n) -> equal(g, g.input(n, 0), g.input(n, 1))),
      entry("Greater", (g, n) -> greater(g, g.input(n, 0), g.input(n, 1))),
      entry("GreaterOrEqual", (g, n) -> greaterOrEqual(g, g.input(n, 0), g.input(n, 1))),
      entry("IsInf", LogicOperators::infinite),
      entry("IsNaN", (g, n) -> where(g, g.input(n, 0), Double::isNaN)),
      entry("Less", (g, n) -> g.less(g.input(n, 0), g.input(n, 1))),
      entry("LessOrEqual", (g, n) -> lessOrEqual(g, g.input(n, 0), g.input(n, 1))),
      entry("Not", (g, n) -> not(g, g.input(n, 0))),
      entry("Or", (g, n) -> or(g, g.input(n, 0), g.input(n, 1))),
      entry("Where", (g, n) -> where(g, g.input(n, 0), g.input(n, 1), g.input(n, 2))),
      entry("Xor", (g, n) -> xor(g, g.input(n, 0), g.input(n, 1))));

  private static final double HUGE = 1 << 20;

  private LogicOperators() {}

  /** Whether a known tensor and bits, or both bits, become operands of an op on bits, whose shapes are equal. */
  private static boolean fitBits(GraphBinder graph, GraphValue x, Shape to) {
    return x instanceof GraphValue.Known || (graph.isBits(x) && x.shape().equals(to));
  }

  private static GraphValue onBits(GraphBinder graph, Op op, GraphValue x, GraphValue y, Shape to) {
    return graph.apply(op, List.of(ShapeOperators.broadcast(graph, x, to), ShapeOperators.broadcast(graph, y, to)));
  }

  private static GraphValue and(GraphBinder graph, GraphValue x, GraphValue y) {
    Shape to = Shape.broadcast(x.shape(), y.shape());
    return fitBits(graph, x, to) && fitBits(graph, y, to)
        ? onBits(graph, new Op.And(), x, y, to)
        : graph.mul(graph.numbers(x), graph.numbers(y)).as(Element.BOOL);
  }

  private static GraphValue or(GraphBinder graph, GraphValue x, GraphValue y) {
    Shape to = Shape.broadcast(x.shape(), y.shape());
    return fitBits(graph, x, to) && fitBits(graph, y, to)
        ? onBits(graph, new Or(), x, y, to)
        : not(graph, and(graph, not(graph, x), not(graph, y)));
  }

  private static GraphValue greater(GraphBinder graph, GraphValue x, GraphValue y) {
    return Comparisons.greater(graph, graph.ceil(x, y), graph.floor(y, x));
  }

  private static GraphValue greaterOrEqual(GraphBinder graph, GraphValue x, GraphValue y) {
    return Comparisons.greaterOrEqual(graph, graph.floor(x, y), graph.ceil(y, x));
  }

  private static GraphValue lessOrEqual(GraphBinder graph, GraphValue x, GraphValue y) {
    return Comparisons.lessOrEqual(graph, graph.ceil(x, y), graph.floor(y, x));
  }

  /** (x − y)², if they are numbers. */
  private static GraphValue xor(GraphBinder graph, GraphValue x, GraphValue y) {
    Shape to = Shape.broadcast(x.shape(), y.shape());
    if (fitBits(graph, x, to) && fitBits(graph, y, to)) {
      return onBits(graph, new Op.Xor(), x, y, to);
    }
    GraphValue difference = graph.settled(graph.sub(graph.numbers(x), graph.numbers(y)));
    return graph.mul(difference, difference).as(Element.BOOL);
  }

  private static GraphValue not(GraphBinder graph, GraphValue x) {
    return x instanceof GraphValue.Known || graph.isBits(x)
        ? graph.not(x)
        : graph.settled(graph.sub(1, x)).as(Element.BOOL);
  }

  private static GraphValue equal(GraphBinder graph, GraphValue x, GraphValue y) {
    boolean booleans = x.element() == Element.BOOL && y.element() == Element.BOOL;
    return booleans ? not(graph, xor(graph, x, y)) : Comparisons.equal(graph, x, y);
  }

  private static GraphValue infinite(GraphBinder graph, OnnxNode node) {
    boolean negative = node.integer("detect_negative", 1) != 0;
    boolean positive = node.integer("detect_positive", 1) != 0;
    return where(graph, graph.input(node, 0), v -> Double.isInfinite(v) && (v < 0 ? negative : positive));
  }

  /** Secrets are finite numbers, of which it does not hold. */
  private static GraphValue where(GraphBinder graph, GraphValue x, DoublePredicate holds) {
    return x instanceof GraphValue.Known known
        ? known.map(v -> holds.test(v) ? 1 : 0).as(Element.BOOL)
        : graph.structure(Element.BOOL, Values.of(x.shape(), new double[x.shape().size()]));
  }

  static GraphValue where(GraphBinder graph, GraphValue condition, GraphValue x, GraphValue y) {
    Shape to = Shape.broadcast(condition.shape(), Shape.broadcast(x.shape(), y.shape()));
    Element element = Element.result(new Op.Add(), List.of(x.element(), y.element()));
    Element result = x.element() == Element.BOOL && y.element() == Element.BOOL ? Element.BOOL : element;
    if (condition instanceof GraphValue.Known known) {
      GraphValue.Known bits = ((GraphValue.Known) ShapeOperators.broadcast(graph, known, to)).as(Element.BOOL);
      return graph.add(part(graph, bits, x), part(graph, (GraphValue.Known) graph.not(bits), y)).as(result);
    }
    if (graph.isBits(condition) && condition.shape().equals(to)) {
      return graph.select(condition, graph.numbers(x), graph.numbers(y)).as(result);
    }
    if (isHuge(x) || isHuge(y)) {
      // The sum of a number with what stands for infinity would lose it.
      GraphValue chosen = graph.numbers(condition);
      GraphValue other = graph.sub(graph.structure(Element.INTEGER, Values.scalar(1)), chosen);
      return graph.add(graph.mul(graph.numbers(x), chosen), graph.mul(graph.numbers(y), other)).as(result);
    }
    GraphValue otherwise = graph.numbers(y);
    GraphValue difference = graph.sub(graph.numbers(x), otherwise);
    return graph.add(graph.mul(difference, graph.numbers(condition)), otherwise).as(result);
  }

  private static boolean isHuge(GraphValue x) {
    return x instanceof GraphValue.Known known
        && Arrays.stream(known.values().data()).anyMatch(v -> !(Math.abs(v) < HUGE));
  }

  /** x where a known bit is 1, else 0. What is known is chosen, since it may be infinite elsewhere. */
  private static GraphValue part(GraphBinder graph, GraphValue.Known bits, GraphValue x) {
    return x instanceof GraphValue.Known
        ? graph.apply(new Op.Mask(), List.of(bits, graph.numbers(x)))
        : graph.mul(graph.numbers(x), bits.as(Element.INTEGER));
  }
}
