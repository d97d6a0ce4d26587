package io.parley.nd4j.catalogue;

import io.parley.crypto.Shape;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/**
 * A tensor that an op is called with in a {@link Recipe}.
 *
 * @param shapes for a number of elements, which the shape need not meet exactly
 * @param content of the elements
 * @param low end of the elements' range
 * @param high end of the elements' range
 * @param secret or a public input of the plan
 */
public record Operand(IntFunction<Shape> shapes, Content content, double low, double high, boolean secret) {
  /** What the elements are. */
  public enum Content {
    REAL, WHOLE, INDEX, BITS,
    /** A positive definite matrix. */
    DEFINITE
  }

  private static final int COLUMNS = 5;
  private static final int CHANNELS = 2;
  /** Random numbers are odd multiples of this: no whole numbers, no halves, and every fixed point holds them. */
  private static final double UNIT = 1.0 / 256;

  static Operand vector(double low, double high) {
    return new Operand(n -> Shape.of(n), Content.REAL, low, high, true);
  }

  static Operand matrix(double low, double high) {
    return new Operand(n -> Shape.of(Math.max(2, n / COLUMNS), COLUMNS), Content.REAL, low, high, true);
  }

  /** A row or a column of the {@link #matrix}, or what else has a given shape. */
  static Operand of(double low, double high, int... dims) {
    return new Operand(_ -> Shape.of(dims), Content.REAL, low, high, true);
  }

  static Operand column(double low, double high) {
    return new Operand(n -> Shape.of(Math.max(2, n / COLUMNS), 1), Content.REAL, low, high, true);
  }

  /** Of the form N×C×H×W. */
  static Operand images(double low, double high) {
    return new Operand(n -> {
      int side = (int) Math.max(6, Math.round(Math.sqrt(n / (double) CHANNELS)) / 2 * 2);
      return Shape.of(1, CHANNELS, side, side);
    }, Content.REAL, low, high, true);
  }

  Operand whole() {
    return new Operand(shapes, Content.WHOLE, low, high, secret);
  }

  /** Whole numbers that ND4J wants of an integer type. */
  Operand index() {
    return new Operand(shapes, Content.INDEX, low, high, secret);
  }

  Operand bits() {
    return new Operand(shapes, Content.BITS, 0, 1, secret);
  }

  Operand definite() {
    return new Operand(shapes, Content.DEFINITE, low, high, secret);
  }

  TensorType type(int elements, int fractionBits) {
    Shape shape = shapes.apply(elements);
    if (content == Content.BITS) {
      return TensorType.secretBits(shape);
    }
    return secret ? TensorType.secret(shape, fractionBits) : TensorType.publicly(shape, fractionBits);
  }

  /** Random elements. */
  public Values random(int elements, SplittableRandom random) {
    Shape shape = shapes.apply(elements);
    double[] data = new double[shape.size()];
    for (int i = 0; i < data.length; i++) {
      data[i] = switch (content) {
        case REAL, DEFINITE -> UNIT * (2 * random.nextInt((int) (low / UNIT / 2), (int) (high / UNIT / 2)) + 1);
        case WHOLE, INDEX -> random.nextInt((int) low, (int) high + 1);
        case BITS -> random.nextInt(2);
      };
    }
    return Values.of(shape, content == Content.DEFINITE ? definite(data, shape.dim(0)) : data);
  }

  /** Symmetric, and each element of the diagonal outweighs its row. */
  private double[] definite(double[] data, int side) {
    double[] matrix = new double[data.length];
    for (int i = 0; i < data.length; i++) {
      int row = i / side;
      int column = i % side;
      matrix[i] = row == column ? side * high : data[Math.max(row, column) * side + Math.min(row, column)];
    }
    return matrix;
  }
}
