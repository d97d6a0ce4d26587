package io.parley.plan.formulas;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.Values;

/** Matrix products along any axis. */
public final class Matrices {
  private Matrices() {}

  /** The product of a public matrix with each column along an axis. */
  public static <V> V along(Algebra<V> a, Values matrix, V x, int axis) {
    Shape shape = a.shape(x);
    if (shape.rank() >= 2 && axis == shape.rank() - 2) {
      return a.matmul(a.constant(matrix), x);
    }
    V rows = a.matmul(Axes.rows(a, x, axis), Axes.swapped(a, a.constant(matrix)));
    return Axes.fromRows(a, rows, shape, axis);
  }
}
