package io.parley.plan.language;

import io.parley.crypto.Shape;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.Random;
import java.util.stream.DoubleStream;

/** What an operand is drawn from; all that is drawn fixed point holds exactly. */
public record SampleOperand(TensorType type, Draw draw) {
  static final int FRACTION_BITS = 16;
  private static final double UNIT = Math.scalb(1.0, -FRACTION_BITS);

  /** As many elements as the shape has. */
  interface Draw {
    double[] of(Random random, Shape shape);
  }

  Values values(Random random) {
    return Values.of(type.shape(), draw.of(random, type.shape()));
  }

  /** Evenly distributed numbers. */
  static SampleOperand numbers(double from, double to, int... dims) {
    return new SampleOperand(TensorType.secret(Shape.of(dims), FRACTION_BITS),
        (random, shape) -> each(shape, () -> Math.rint((from + (to - from) * random.nextDouble()) / UNIT) * UNIT));
  }

  /** Numbers away from 0, of either sign. */
  static SampleOperand apart(double least, double most, int... dims) {
    return new SampleOperand(TensorType.secret(Shape.of(dims), FRACTION_BITS), (random, shape) -> each(shape,
        () -> (random.nextBoolean() ? 1 : -1) * Math.rint((least + (most - least) * random.nextDouble()) / UNIT)
            * UNIT));
  }

  /** Whole numbers with fraction bits, which are often equal. */
  static SampleOperand wholes(int from, int to, int... dims) {
    return new SampleOperand(TensorType.secret(Shape.of(dims), FRACTION_BITS), whole(from, to));
  }

  /** Whole numbers and halves. */
  static SampleOperand halves(int from, int to, int... dims) {
    return new SampleOperand(TensorType.secret(Shape.of(dims), FRACTION_BITS),
        (random, shape) -> each(shape, () -> random.nextInt(2 * from, 2 * to + 1) / 2.0));
  }

  static SampleOperand integers(int from, int to, int... dims) {
    return new SampleOperand(TensorType.secretIntegers(Shape.of(dims)), whole(from, to));
  }

  static SampleOperand bits(int... dims) {
    return new SampleOperand(TensorType.secretBits(Shape.of(dims)), whole(0, 1));
  }

  /** A symmetric matrix with a diagonal that outweighs the rest of each row. */
  static SampleOperand dominant(int n) {
    return new SampleOperand(TensorType.secret(Shape.of(n, n), FRACTION_BITS), (random, _) -> {
      double[] matrix = new double[n * n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < i; j++) {
          matrix[i * n + j] = Math.rint((random.nextDouble() * 2 - 1) / UNIT) * UNIT;
          matrix[j * n + i] = matrix[i * n + j];
        }
        matrix[i * n + i] = n + random.nextInt(3);
      }
      return matrix;
    });
  }

  private static Draw whole(int from, int to) {
    return (random, shape) -> each(shape, () -> random.nextInt(from, to + 1));
  }

  private static double[] each(Shape shape, java.util.function.DoubleSupplier next) {
    return DoubleStream.generate(next).limit(shape.size()).toArray();
  }
}
