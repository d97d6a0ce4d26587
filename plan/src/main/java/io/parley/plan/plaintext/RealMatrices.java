package io.parley.plan.plaintext;

/** Matrix products of doubles, in row-major arrays. */
final class RealMatrices {
  /** Columns at a time: 16 KB a row, so that the rows at work stay in the cache. */
  private static final int COLUMNS = 2048;
  /** Rows of B that meet a row of C at once, since each meeting reads and writes that row. */
  private static final int DEPTH = 4;

  private RealMatrices() {}

  /** m×k times k×n; {@code a} begins at {@code fromA} and {@code b} at {@code fromB}. */
  static double[] multiply(int m, int k, int n, double[] a, int fromA, double[] b, int fromB) {
    double[] c = new double[Math.multiplyExact(m, n)];
    for (int column = 0; column < n; column += COLUMNS) {
      int columns = Math.min(COLUMNS, n - column);
      double[][] sums = new double[m][columns];
      double[][] rows = new double[DEPTH][columns];
      for (int depth = 0; depth < k; depth += DEPTH) {
        for (int i = 0; i < DEPTH; i++) {
          if (depth + i < k) {
            System.arraycopy(b, fromB + (depth + i) * n + column, rows[i], 0, columns);
          }
        }
        for (int row = 0; row < m; row++) {
          add(sums[row], rows, a, fromA + row * k + depth, Math.min(DEPTH, k - depth));
        }
      }
      for (int row = 0; row < m; row++) {
        System.arraycopy(sums[row], 0, c, row * n + column, columns);
      }
    }
    return c;
  }

  /** The JIT vectorises these loops only because all their arrays begin at 0. */
  private static void add(double[] sum, double[][] rows, double[] a, int at, int count) {
    if (count == DEPTH) {
      double a0 = a[at];
      double a1 = a[at + 1];
      double a2 = a[at + 2];
      double a3 = a[at + 3];
      double[] b0 = rows[0];
      double[] b1 = rows[1];
      double[] b2 = rows[2];
      double[] b3 = rows[3];
      for (int j = 0; j < sum.length; j++) {
        sum[j] += a0 * b0[j] + a1 * b1[j] + (a2 * b2[j] + a3 * b3[j]);
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      double factor = a[at + i];
      double[] row = rows[i];
      for (int j = 0; j < sum.length; j++) {
        sum[j] += factor * row[j];
      }
    }
  }
}
