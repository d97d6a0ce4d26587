package io.parley.plan.formulas;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.Effort;
import io.parley.plan.Values;
import java.util.Arrays;
import java.util.List;

/**
 * Systems of linear equations by elimination. Rows are never exchanged, since which would be is a secret: matrices must
 * need none, as those that are positive definite or diagonally dominant. For n rows it takes n steps, each with a
 * reciprocal or a root and two products.
 */
public final class Elimination {
  private Elimination() {}

  /** X with A·X = B: n×n and n×m give n×m. */
  public static <V> V solve(Algebra<V> a, V matrix, V right) {
    return a.apply(new Solve(), List.of(matrix, right));
  }

  public static <V> V inverse(Algebra<V> a, V matrix) {
    return a.apply(new Inverse(), List.of(matrix));
  }

  /** The pivots of elimination, n×1; their product is the determinant. */
  public static <V> V pivots(Algebra<V> a, V matrix) {
    return a.apply(new Pivots(), List.of(matrix));
  }

  /** The lower triangular L with L·Lᵀ = A, which is positive definite. */
  public static <V> V cholesky(Algebra<V> a, V matrix) {
    return a.apply(new Cholesky(), List.of(matrix));
  }

  static Values unit(int n, int k) {
    Effort.constant(n);
    double[] data = new double[n];
    data[k] = 1;
    return Values.of(Shape.of(n, 1), data);
  }

  static Values fromRow(int n, int k) {
    Effort.constant(n);
    double[] data = new double[n];
    Arrays.fill(data, k, n, 1);
    return Values.of(Shape.of(n, 1), data);
  }

  static Values identity(int n) {
    Effort.constant((long) n * n);
    double[] data = new double[n * n];
    for (int i = 0; i < n; i++) {
      data[i * n + i] = 1;
    }
    return Values.of(Shape.of(n, n), data);
  }
}
