package io.parley.plan.formulas;

import io.parley.plan.Interval;
import java.util.function.DoubleUnaryOperator;

/** Bounds of quotients. */
final class Quotients {
  /** What divides is a word's last place at least, of most fraction bits. */
  private static final double LEAST = 0x1p-26;

  private Quotients() {}

  /** x over a rising function of y. */
  static Interval bounds(Interval x, Interval y, DoubleUnaryOperator root) {
    double least = Math.max(LEAST, root.applyAsDouble(y.least()));
    double error = x.error() / least
        + x.size() * Math.abs(root.applyAsDouble(y.least() + y.error()) - root.applyAsDouble(y.least())) / least
            / least;
    if (y.least() == 0) {
      return new Interval(-x.size() / least, x.size() / least, Math.max(error, x.size() / least));
    }
    Interval by = new Interval(root.applyAsDouble(y.low()), root.applyAsDouble(y.high()), y.error());
    return Interval.ofEnds(x, by, (p, q) -> p / q, error);
  }
}
