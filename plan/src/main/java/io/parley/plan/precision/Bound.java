package io.parley.plan.precision;

/**
 * What is known of a value before anything runs.
 *
 * @param range where the real numbers lie
 * @param error how far fixed point may be off from them
 */
public record Bound(Range range, double error) {
  /** Of what may be anything the error is not known. */
  public Bound {
    error = Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
  }

  static final Bound BITS = new Bound(Range.BITS, 0);

  /** The largest magnitude that fixed point may hold for it. */
  public double size() {
    return range.size() + error;
  }

  Bound hull(Bound y) {
    return new Bound(range.hull(y.range), Math.max(error, y.error));
  }
}
