package io.parley.plan;

import io.parley.crypto.Shape;
import java.util.Arrays;

/** A plaintext tensor of real numbers, row-major; immutable by contract. Booleans are 0 and 1. */
public final class Values {
  private final Shape shape;
  private final double[] data;

  private Values(Shape shape, double[] data) {
    if (data.length != shape.size()) {
      throw new IllegalArgumentException(
          "Shape " + shape + " needs " + shape.size() + " values, but " + data.length + " were given");
    }
    this.shape = shape;
    this.data = data;
  }

  /** Wraps the values; the array is handed over. */
  public static Values of(Shape shape, double... data) {
    return new Values(shape, data);
  }

  public static Values scalar(double value) {
    return new Values(Shape.of(), new double[]{value});
  }

  public Shape shape() {
    return shape;
  }

  /** The backing array, not a copy; must not be written to. */
  public double[] data() {
    return data;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Values v && shape.equals(v.shape) && Arrays.equals(data, v.data);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return "Values" + shape;
  }
}
