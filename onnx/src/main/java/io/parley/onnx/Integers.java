package io.parley.onnx;

import io.parley.plan.Op;
import io.parley.plan.Values;
import io.parley.plan.formulas.FloorDiv;
import io.parley.plan.formulas.FloorMod;
import java.util.List;

/** Whole numbers of the plan from others, and their division by known divisors. */
final class Integers {

  /**
   * x = quotient·divisor + rest.
   *
   * @param rest at least 0, and below the divisor
   */
  record Division(GraphValue quotient, GraphValue rest) {}

  private Integers() {}

  /** Without what is behind the point: as ⌊|x|⌋, with the sign of x. */
  static GraphValue trunc(GraphAlgebra graph, GraphValue x) {
    if (graph.isWhole(x)) {
      return x.as(Element.INTEGER);
    }
    GraphValue negative = graph.isNegative(x);
    GraphValue size = graph.apply(new Op.ToInteger(), List.of(flipped(graph, negative, x)));
    return flipped(graph, negative, size).as(Element.INTEGER);
  }

  /** The nearest integer, the even one of two. */
  static GraphValue round(GraphAlgebra graph, GraphValue x) {
    if (graph.isWhole(x)) {
      return x.as(Element.INTEGER);
    }
    GraphValue up = graph.settled(graph.add(x, 0.5));
    GraphValue whole = graph.apply(new Op.ToInteger(), List.of(up));
    GraphValue tie = graph.isNegative(graph.sub(graph.sub(up, whole), Math.scalb(1.0, -graph.fractionBits())));
    // At a tie whole is k or k + 1 for the even number k; an eighth keeps the halved sum away from whole numbers.
    GraphValue half = graph.apply(new Op.ToInteger(), List.of(graph.add(graph.mul(x, 0.5), 0.25 + 0.125)));
    GraphValue odd = graph.sub(whole,
        graph.settled(graph.mul(half, graph.structure(Element.INTEGER, Values.scalar(2)))));
    return graph.sub(whole, graph.mask(tie, odd)).as(Element.INTEGER);
  }

  /** Integers that formulas may have made numbers, once more as integers. */
  static GraphValue of(GraphAlgebra graph, GraphValue x) {
    return graph.isWhole(x) ? x : graph.apply(new Op.ToInteger(), List.of(graph.add(x, 0.5))).as(Element.INTEGER);
  }

  /** −x where the bit is 1. */
  private static GraphValue flipped(GraphAlgebra graph, GraphValue bits, GraphValue x) {
    return graph.sub(x, graph.mul(graph.mask(bits, x), graph.structure(Element.INTEGER, Values.scalar(2))));
  }

  /** Rounded down. */
  static Division divide(GraphAlgebra graph, GraphValue x, GraphValue.Known by) {
    List<GraphValue> operands = List.of(graph.settled(of(graph, x)), by);
    return new Division(graph.apply(new FloorDiv(), operands).as(Element.INTEGER),
        graph.apply(new FloorMod(), operands).as(Element.INTEGER));
  }

  /** Division towards zero; what is left has the sign of x. */
  static Division divideTowardZero(GraphAlgebra graph, GraphValue x, GraphValue.Known by) {
    GraphValue whole = of(graph, x);
    GraphValue sign = graph.sub(graph.structure(Element.INTEGER, Values.scalar(1)),
        graph.mul(graph.number(graph.isNegative(whole)), graph.structure(Element.INTEGER, Values.scalar(2))));
    GraphValue signs = graph.settled(sign);
    Division sizes = divide(graph, graph.mul(whole, signs), by.map(Math::abs));
    GraphValue quotient = graph.mul(graph.mul(sizes.quotient, signs), by.map(Math::signum));
    return new Division(graph.settled(quotient).as(Element.INTEGER),
        graph.mul(sizes.rest, signs).as(Element.INTEGER));
  }

  /** An index that counts from the end if it is negative, counted from the start. */
  static GraphValue fromStart(GraphAlgebra graph, GraphValue index, int length) {
    GraphValue offset = graph.mul(graph.number(graph.isNegative(index)),
        graph.structure(Element.INTEGER, Values.scalar(length)));
    return graph.add(index, graph.settled(offset));
  }
}
