package io.parley.plan;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Matrix products as surface plans have them, by NumPy's rules: leading axes broadcast; a vector on the left is a row, on
 * the right a column, whose axis is dropped again. Protocols know the {@link #isPlain plain} ones.
 */
public final class MatrixProducts {
  private MatrixProducts() {}

  /**
   * The result's shape.
   *
   * @throws IllegalArgumentException if these are not multiplied; with the reason
   */
  static Shape shape(Shape x, Shape y) {
    if (x.rank() == 0 || y.rank() == 0) {
      throw new IllegalArgumentException("a matrix product of shapes " + x + " and " + y
          + " is not defined; multiply by a number elementwise");
    }
    Shape left = x.rank() == 1 ? Shape.of(1, x.dim(0)) : x;
    Shape right = y.rank() == 1 ? Shape.of(y.dim(0), 1) : y;
    if (isPlain(left, right)) {
      return dropped(new Bilinear.MatMul().shape(left, right), x, y);
    }
    Shape batch = batch(left, right);
    return dropped(new Bilinear.MatMul().shape(matrices(batch, left), matrices(batch, right)), x, y);
  }

  /** Whether leading axes are equal, or one operand has none, and neither is a vector. */
  public static boolean isPlain(Shape x, Shape y) {
    return x.rank() >= 2 && y.rank() >= 2 && (x.rank() == 2 || y.rank() == 2 || leading(x).equals(leading(y)));
  }

  /** The product by a plain one, of operands that are reshaped and broadcast. */
  public static <V> V expand(Algebra<V> a, V x, V y) {
    Shape left = a.shape(x);
    Shape right = a.shape(y);
    V row = left.rank() == 1 ? a.reshape(x, 1, left.dim(0)) : x;
    V column = right.rank() == 1 ? a.reshape(y, right.dim(0), 1) : y;
    V product = isPlain(a.shape(row), a.shape(column)) ? a.matmul(row, column) : batched(a, row, column);
    Shape to = dropped(a.shape(product), left, right);
    return to.equals(a.shape(product)) ? product : a.reshape(product, to);
  }

  private static <V> V batched(Algebra<V> a, V x, V y) {
    Shape batch = batch(a.shape(x), a.shape(y));
    return a.matmul(a.broadcast(x, matrices(batch, a.shape(x))), a.broadcast(y, matrices(batch, a.shape(y))));
  }

  /** Without the axes that vectors were given. */
  private static Shape dropped(Shape product, Shape x, Shape y) {
    int rank = product.rank();
    return Shape.of(IntStream.range(0, rank)
        .filter(i -> !(i == rank - 2 && x.rank() == 1) && !(i == rank - 1 && y.rank() == 1))
        .map(product::dim).toArray());
  }

  private static Shape batch(Shape x, Shape y) {
    try {
      return Shape.broadcast(leading(x), leading(y));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("cannot multiply matrices of shapes " + x + " and " + y
          + ", whose leading axes need equal lengths or 1", e);
    }
  }

  private static Shape leading(Shape shape) {
    return Shape.of(Arrays.copyOf(shape.dims(), shape.rank() - 2));
  }

  private static Shape matrices(Shape batch, Shape of) {
    return Shape.of(IntStream.concat(Arrays.stream(batch.dims()), IntStream.of(of.dim(-2), of.dim(-1))).toArray());
  }
}
