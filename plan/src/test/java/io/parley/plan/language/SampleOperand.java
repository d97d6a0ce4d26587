package io.parley.plan.language;

import io.parley.crypto.Shape;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.Random;
import java.util.stream.DoubleStream;

/**
 * What an operand is drawn from; all that is drawn fixed point holds exactly.
 *
 * @param spread the same numbers, of all magnitudes alike
 */
public record SampleOperand(TensorType type, Draw draw, Draw spread) {
  static final int FRACTION_BITS = 16;
  /** Smaller numbers are hardly more than roundings. */
  private static final double LEAST = 0x1p-14;
  private static final double UNIT = Math.scalb(1.0, -FRACTION_BITS);

  SampleOperand(TensorType type, Draw draw) {
    this(type, draw, draw);
  }

  /** As many elements as the shape has. */
  interface Draw {
    double[] of(Random random, Shape shape);
  }

  Values values(Random random) {
    return Values.of(type.shape(), draw.of(random, type.shape()));
  }

  /** Of magnitudes from 2^-14 on: as many between 1/1000 and 1/100 as between 1 and 10. */
  Values spread(Random random) {
    return Values.of(type.shape(), spread.of(random, type.shape()));
  }

  /** With numbers, if they lie on both sides of 0, spread as far as that. */
  SampleOperand upTo(double end) {
    boolean anywhere = type.fractionBits() > 0 && DoubleStream.of(draw.of(new Random(1), Shape.of(100)))
        .anyMatch(x -> x < 0);
    return anywhere ? new SampleOperand(type, draw, signed(LEAST, end, -LEAST, -end)) : this;
  }

  /** Evenly distributed numbers. */
  static SampleOperand numbers(double from, double to, int... dims) {
    return new SampleOperand(TensorType.secret(Shape.of(dims), FRACTION_BITS),
        (random, shape) -> each(shape, () -> rounded(from + (to - from) * random.nextDouble())),
        from < 0 && to > 0 ? signed(LEAST, to, -LEAST, from) : spread(from, to));
  }

  /** Numbers away from 0, of either sign. */
  static SampleOperand apart(double least, double most, int... dims) {
    return new SampleOperand(TensorType.secret(Shape.of(dims), FRACTION_BITS), (random, shape) -> each(shape,
        () -> (random.nextBoolean() ? 1 : -1) * rounded(least + (most - least) * random.nextDouble())),
        signed(least, most, -least, -most));
  }

  private static double rounded(double x) {
    return Math.rint(x / UNIT) * UNIT;
  }

  /** Of magnitudes from that of one end to that of the other; from {@link #LEAST} if one is 0. */
  private static Draw spread(double from, double to) {
    double sign = from < 0 || to < 0 ? -1 : 1;
    double least = Math.max(LEAST, Math.min(Math.abs(from), Math.abs(to)));
    double most = Math.max(Math.abs(from), Math.abs(to));
    return (random, shape) -> each(shape,
        () -> sign * rounded(least * Math.pow(most / least, random.nextDouble())));
  }

  private static Draw signed(double from, double to, double negativeFrom, double negativeTo) {
    Draw positive = spread(from, to);
    Draw negative = spread(negativeFrom, negativeTo);
    Shape one = Shape.of();
    return (random, shape) -> each(shape, () -> (random.nextBoolean() ? positive : negative).of(random, one)[0]);
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
