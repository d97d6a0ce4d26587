package io.parley.plan.formulas;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Matrix products of any shapes. */
public final class Matrices {
  private Matrices() {}

  /**
   * The matrix product of the last two axes; leading axes broadcast. A vector on the left is a row, on the right a column,
   * whose axis is dropped again: one product.
   *
   * @throws BadRequestException if a side is a single number
   */
  public static <V> V matmul(Algebra<V> a, V x, V y) {
    Shape left = a.shape(x);
    Shape right = a.shape(y);
    if (left.rank() == 0 || right.rank() == 0) {
      throw new BadRequestException("A matrix product of shapes " + left + " and " + right
          + " is not defined; multiply by a number elementwise");
    }
    if (left.rank() == 1 || right.rank() == 1) {
      V product = matmul(a, left.rank() == 1 ? a.reshape(x, 1, left.dim(0)) : x,
          right.rank() == 1 ? a.reshape(y, right.dim(0), 1) : y);
      int[] dims = a.shape(product).dims();
      int rank = dims.length;
      return a.reshape(product, IntStream.range(0, rank)
          .filter(i -> !(i == rank - 2 && left.rank() == 1) && !(i == rank - 1 && right.rank() == 1))
          .map(i -> dims[i]).toArray());
    }
    if (left.rank() == 2 || right.rank() == 2 || leading(left).equals(leading(right))) {
      return a.matmul(x, y);
    }
    Shape batch = broadcast(left, right);
    return a.matmul(a.broadcast(x, matrices(batch, left)), a.broadcast(y, matrices(batch, right)));
  }

  /** The product of a public matrix with each column along an axis. */
  public static <V> V along(Algebra<V> a, Values matrix, V x, int axis) {
    Shape shape = a.shape(x);
    if (shape.rank() >= 2 && axis == shape.rank() - 2) {
      return a.matmul(a.constant(matrix), x);
    }
    V rows = a.matmul(Axes.rows(a, x, axis), Axes.swapped(a, a.constant(matrix)));
    return Axes.fromRows(a, rows, shape, axis);
  }

  private static Shape broadcast(Shape left, Shape right) {
    try {
      return Shape.broadcast(leading(left), leading(right));
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("Cannot multiply matrices of shapes " + left + " and " + right
          + "; leading axes need equal lengths or 1", e);
    }
  }

  private static Shape leading(Shape shape) {
    return Shape.of(Arrays.copyOf(shape.dims(), shape.rank() - 2));
  }

  private static Shape matrices(Shape batch, Shape of) {
    return Shape.of(IntStream.concat(Arrays.stream(batch.dims()), IntStream.of(of.dim(-2), of.dim(-1))).toArray());
  }
}
