package io.parley.plan.lowering.functions;

import io.parley.plan.Function;
import io.parley.plan.Words;
import java.util.function.DoubleUnaryOperator;

/**
 * A function that differs from a constant by an odd function, or from max(x, 0) by an even one, which comes to rest: a
 * polynomial of |x|, clamped to where it rests.
 *
 * @param odd else even, and added to max(x, 0)
 * @param centre f(0), if odd
 * @param p the odd or even part, of |x|
 */
record Folded(boolean odd, double centre, Polynomial p) {
  /** More bits than this cost more products than anybody will pay. */
  private static final int MOST_PRECISE = 16;
  private static final double STEP = 1.0 / 16;

  static Folded of(Function function, int f) {
    boolean odd = switch (function) {
      case SIGMOID, TANH, ERF -> true;
      default -> false;
    };
    double centre = odd ? function.of(0) : 0;
    DoubleUnaryOperator part = odd ? x -> function.of(x) - centre : x -> function.of(-x);
    double tolerance = Math.scalb(1.0, -Math.min(f, MOST_PRECISE));
    double rest = odd ? part.applyAsDouble(64) : 0;
    double end = STEP;
    while (largestFrom(part, end, rest) > tolerance / 2) {
      end += STEP;
    }
    return new Folded(odd, centre, Polynomial.fit(part, 0, end, tolerance));
  }

  /** How far from its rest the function still gets. */
  private static double largestFrom(DoubleUnaryOperator part, double end, double rest) {
    double most = 0;
    for (double x = end; x < end + 4; x += STEP) {
      most = Math.max(most, Math.abs(part.applyAsDouble(x) - rest));
    }
    return most;
  }

  int on(Words w, int x) {
    int negative = w.isNegative(x);
    int least = w.mask(negative, x);
    int size = w.sizeOf(x, least);
    int beyond = w.isAbove(size, p.to());
    int y = w.atMost(p.on(w, w.replaced(beyond, p.to(), size)), 2 * w.bits(x));
    return odd
        ? w.plus(w.signed(negative, y), centre)
        : w.add(w.sub(x, least), w.mask(w.not(beyond), y));
  }
}
