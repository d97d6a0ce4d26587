package io.parley.plan;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/**
 * What is known of a number before anything runs.
 *
 * @param low the least that the exact number may be
 * @param high the largest
 * @param error how far what stands for it may be off
 */
public record Interval(double low, double high, double error) {
  /** The largest magnitude. */
  public double size() {
    return Math.max(Math.abs(low), Math.abs(high));
  }

  /** The smallest magnitude. */
  public double least() {
    return low > 0 ? low : high < 0 ? -high : 0;
  }

  /** Where an operation leads that has its extremes at the ends of both. */
  public static Interval ofEnds(Interval x, Interval y, DoubleBinaryOperator op, double error) {
    double[] ends = {op.applyAsDouble(x.low, y.low), op.applyAsDouble(x.low, y.high),
        op.applyAsDouble(x.high, y.low), op.applyAsDouble(x.high, y.high)};
    return new Interval(Arrays.stream(ends).min().orElseThrow(), Arrays.stream(ends).max().orElseThrow(), error);
  }
}
