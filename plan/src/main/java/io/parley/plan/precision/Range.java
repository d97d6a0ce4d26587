package io.parley.plan.precision;

import io.parley.plan.Values;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/** All numbers from low to high. */
public record Range(double low, double high) {
  private static final int MOST_DIGITS = 6;
  static final Range BITS = new Range(0, 1);
  private static final Range ZERO = new Range(0, 0);

  /** Of what is not known, everything is possible: as of ∞ − ∞. */
  public Range {
    if (Double.isNaN(low)) {
      low = Double.NEGATIVE_INFINITY;
    }
    if (Double.isNaN(high)) {
      high = Double.POSITIVE_INFINITY;
    }
    if (low > high) {
      throw new IllegalArgumentException("A range from " + low + " to " + high);
    }
  }

  /** The smallest that holds all values; zero for none. */
  public static Range of(Values values) {
    return of(values.data());
  }

  private static Range of(double... values) {
    return values.length == 0
        ? ZERO
        : new Range(Arrays.stream(values).min().orElseThrow(), Arrays.stream(values).max().orElseThrow());
  }

  /** The largest magnitude. */
  public double size() {
    return Math.max(Math.abs(low), Math.abs(high));
  }

  /** The smallest that holds both. */
  public Range hull(Range y) {
    return new Range(Math.min(low, y.low), Math.max(high, y.high));
  }

  Range withZero() {
    return hull(ZERO);
  }

  Range negate() {
    return new Range(-high, -low);
  }

  Range add(Range y) {
    return new Range(low + y.low, high + y.high);
  }

  Range mul(Range y) {
    return of(DoubleStream.of(product(low, y.low), product(low, y.high), product(high, y.low), product(high, y.high))
        .toArray());
  }

  /** Nothing is 0 times what may be anything. */
  private static double product(double x, double y) {
    return x == 0 || y == 0 ? 0 : x * y;
  }

  /** Of x·x. */
  Range square() {
    double least = low <= 0 && high >= 0 ? 0 : Math.min(low * low, high * high);
    return new Range(least, Math.max(low * low, high * high));
  }

  Range times(double factor) {
    return mul(new Range(factor, factor));
  }

  Range max(Range y) {
    return new Range(Math.max(low, y.low), Math.max(high, y.high));
  }

  @Override
  public String toString() {
    return "[" + text(low) + ", " + text(high) + "]";
  }

  /** A number in four digits. */
  public static String text(double x) {
    if (Double.isInfinite(x)) {
      return x < 0 ? "−∞" : "∞";
    }
    BigDecimal rounded = new BigDecimal(x, new MathContext(4)).stripTrailingZeros();
    return Math.abs(rounded.precision() - rounded.scale()) > MOST_DIGITS
        ? rounded.toString()
        : rounded.toPlainString();
  }
}
