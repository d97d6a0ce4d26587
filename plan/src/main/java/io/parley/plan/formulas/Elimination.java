package io.parley.plan.formulas;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.Function;
import io.parley.plan.Values;
import java.util.ArrayList;
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
    int n = a.shape(matrix).dim(0);
    V rest = a.concat(1, List.of(matrix, right));
    for (int k = 0; k < n; k++) {
      V row = a.slice(rest, 0, k, k + 1, 1);
      V pivot = a.slice(row, 1, k, k + 1, 1);
      V scaled = a.mul(row, a.apply(Function.RECIPROCAL, pivot));
      V column = a.sub(a.slice(rest, 1, k, k + 1, 1), a.constant(unit(n, k)));
      rest = a.sub(rest, a.mul(column, scaled));
    }
    return a.slice(rest, 1, n, a.shape(rest).dim(1), 1);
  }

  public static <V> V inverse(Algebra<V> a, V matrix) {
    return solve(a, matrix, a.constant(identity(a.shape(matrix).dim(0))));
  }

  /** The pivots of elimination, n×1; their product is the determinant. */
  public static <V> V pivots(Algebra<V> a, V matrix) {
    int n = a.shape(matrix).dim(0);
    List<V> pivots = new ArrayList<>();
    V rest = matrix;
    for (int k = 0; k < n; k++) {
      V row = a.slice(rest, 0, 0, 1, 1);
      V pivot = a.slice(row, 1, 0, 1, 1);
      pivots.add(pivot);
      if (k + 1 < n) {
        V scaled = a.mul(a.slice(row, 1, 1, n - k, 1), a.apply(Function.RECIPROCAL, pivot));
        V column = a.slice(a.slice(rest, 1, 0, 1, 1), 0, 1, n - k, 1);
        V corner = a.slice(a.slice(rest, 1, 1, n - k, 1), 0, 1, n - k, 1);
        rest = a.sub(corner, a.mul(column, scaled));
      }
    }
    return a.concat(0, pivots);
  }

  /** The lower triangular L with L·Lᵀ = A, which is positive definite. */
  public static <V> V cholesky(Algebra<V> a, V matrix) {
    int n = a.shape(matrix).dim(0);
    List<V> columns = new ArrayList<>();
    V rest = matrix;
    for (int k = 0; k < n; k++) {
      V column = a.mul(a.slice(rest, 1, k, k + 1, 1), a.constant(fromRow(n, k)));
      V scaled = a.mul(column, a.apply(Function.RSQRT, a.slice(column, 0, k, k + 1, 1)));
      columns.add(scaled);
      rest = a.sub(rest, a.mul(scaled, a.transpose(scaled, List.of(1, 0))));
    }
    return a.concat(1, columns);
  }

  private static Values unit(int n, int k) {
    double[] data = new double[n];
    data[k] = 1;
    return Values.of(Shape.of(n, 1), data);
  }

  private static Values fromRow(int n, int k) {
    double[] data = new double[n];
    Arrays.fill(data, k, n, 1);
    return Values.of(Shape.of(n, 1), data);
  }

  private static Values identity(int n) {
    double[] data = new double[n * n];
    for (int i = 0; i < n; i++) {
      data[i * n + i] = 1;
    }
    return Values.of(Shape.of(n, n), data);
  }
}
