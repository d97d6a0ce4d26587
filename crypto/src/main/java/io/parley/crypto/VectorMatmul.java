package io.parley.crypto;

import static io.parley.crypto.VectorTile.LANES;
import static io.parley.crypto.VectorTile.ROWS;
import static io.parley.crypto.VectorTile.SPECIES;
import static io.parley.crypto.VectorTile.WIDE;

import java.util.Arrays;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The matrix product mod 2^64 in blocks, after Goto and van de Geijn, Anatomy of high-performance matrix
 * multiplication, ACM TOMS 2008: a block of y is packed for the second-level cache, a run of its columns stays in the
 * first-level cache, and the rows of x pass by in {@linkplain VectorTile register tiles}. Products that are too small or
 * too thin to pay for packing have loops of their own.
 */
final class VectorMatmul {
  private static final int BLOCK_INNER = 256;
  private static final int BLOCK_ROWS = 128;
  private static final int BLOCK_COLUMNS = 512;
  /** Products with fewer multiplications run in plain loops. */
  private static final long TINY = 2048;

  private VectorMatmul() {}

  /** {@link RingKernels#matmul}; the ranges have been checked. */
  static void multiply(int m, int k, int n, long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom) {
    if ((long) m * k * n < TINY) {
      PlainKernels.INSTANCE.matmul(m, k, n, x, xFrom, y, yFrom, out, outFrom);
    } else if (m <= 2) {
      for (int i = 0; i < m; i++) {
        row(k, n, x, xFrom + i * k, y, yFrom, out, outFrom + i * n);
      }
    } else if (n <= 3) {
      columns(m, k, n, x, xFrom, y, yFrom, out, outFrom);
    } else {
      blocks(m, k, n, x, xFrom, y, yFrom, out, outFrom);
    }
  }

  /** One row of x: out is passed over once for four rows of y. */
  private static void row(int k, int n, long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom) {
    int p = 0;
    for (; p + 4 <= k; p += 4) {
      fourRows(n, x, xFrom + p, y, yFrom + p * n, out, outFrom);
    }
    for (; p < k; p++) {
      long a = x[xFrom + p];
      for (int j = 0, from = yFrom + p * n; j < n; j++) {
        out[outFrom + j] += a * y[from + j];
      }
    }
  }

  private static void fourRows(int n, long[] x, int xFrom, long[] y, int y0, long[] out, int outFrom) {
    long a0 = x[xFrom];
    long a1 = x[xFrom + 1];
    long a2 = x[xFrom + 2];
    long a3 = x[xFrom + 3];
    int y1 = y0 + n;
    int y2 = y1 + n;
    int y3 = y2 + n;
    int j = 0;
    for (; j + LANES <= n; j += LANES) {
      LongVector c01 = LongVector.fromArray(SPECIES, y, y0 + j).mul(a0)
          .add(LongVector.fromArray(SPECIES, y, y1 + j).mul(a1));
      LongVector c23 = LongVector.fromArray(SPECIES, y, y2 + j).mul(a2)
          .add(LongVector.fromArray(SPECIES, y, y3 + j).mul(a3));
      LongVector.fromArray(SPECIES, out, outFrom + j).add(c01.add(c23)).intoArray(out, outFrom + j);
    }
    for (; j < n; j++) {
      out[outFrom + j] += a0 * y[y0 + j] + a1 * y[y1 + j] + a2 * y[y2 + j] + a3 * y[y3 + j];
    }
  }

  /** Few columns of y: inner products of contiguous words. */
  private static void columns(int m, int k, int n, long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom) {
    for (int j = 0; j < n; j++) {
      long[] column = y;
      int from = yFrom;
      if (n > 1) {
        column = new long[k];
        from = 0;
        for (int p = 0; p < k; p++) {
          column[p] = y[yFrom + p * n + j];
        }
      }
      for (int i = 0; i < m; i++) {
        out[outFrom + i * n + j] += inner(k, x, xFrom + i * k, column, from);
      }
    }
  }

  private static long inner(int k, long[] x, int xFrom, long[] y, int yFrom) {
    LongVector even = LongVector.zero(SPECIES);
    LongVector odd = LongVector.zero(SPECIES);
    int p = 0;
    for (; p + 2 * LANES <= k; p += 2 * LANES) {
      even = even.add(
          LongVector.fromArray(SPECIES, x, xFrom + p).mul(LongVector.fromArray(SPECIES, y, yFrom + p)));
      odd = odd.add(LongVector.fromArray(SPECIES, x, xFrom + p + LANES)
          .mul(LongVector.fromArray(SPECIES, y, yFrom + p + LANES)));
    }
    long total = even.add(odd).reduceLanes(VectorOperators.ADD);
    for (; p < k; p++) {
      total += x[xFrom + p] * y[yFrom + p];
    }
    return total;
  }

  private static void blocks(int m, int k, int n, long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom) {
    int inner = Math.min(BLOCK_INNER, k + 1 & -2);
    int rows = roundUp(Math.min(BLOCK_ROWS, m), ROWS);
    int columns = roundUp(Math.min(BLOCK_COLUMNS, n), LANES);
    int panelsX = rows * (inner + 1);
    int edge = panelsX + columns * (inner + 1);
    long[] packed = Scratch.take(edge + ROWS * WIDE);
    for (int j = 0; j < n; j += columns) {
      int width = Math.min(columns, n - j);
      for (int p = 0; p < k; p += inner) {
        int depth = Math.min(inner, k - p);
        packColumns(depth, width, y, yFrom + p * n + j, n, packed, panelsX);
        for (int i = 0; i < m; i += rows) {
          int height = Math.min(rows, m - i);
          packRows(height, depth, x, xFrom + i * k + p, k, packed);
          tiles(height, depth, width, packed, panelsX, edge, out, outFrom + i * n + j, n);
        }
      }
    }
    Scratch.give(packed);
  }

  private static int roundUp(int value, int step) {
    return (value + step - 1) / step * step;
  }

  /** Multiplies the packed panels; the tiles that reach over the edge of out go through the range at {@code edge}. */
  private static void tiles(int m, int k, int n, long[] packed, int panelsY, int edge, long[] out, int outFrom,
      int outRow) {
    int pairs = (k + 1) / 2;
    int panel = ROWS * (2 * pairs + 1);
    for (int j = 0, y = panelsY; j < n;) {
      int width = n - j >= WIDE ? WIDE : LANES;
      for (int i = 0, x = 0; i < m; i += ROWS, x += panel) {
        int to = outFrom + i * outRow + j;
        if (i + ROWS > m || j + width > n) {
          Arrays.fill(packed, edge, edge + ROWS * WIDE, 0);
          tile(width, pairs, packed, x, y, packed, edge, WIDE);
          for (int row = 0; row < Math.min(ROWS, m - i); row++) {
            for (int column = 0; column < Math.min(width, n - j); column++) {
              out[to + row * outRow + column] += packed[edge + row * WIDE + column];
            }
          }
        } else {
          tile(width, pairs, packed, x, y, out, to, outRow);
        }
      }
      j += width;
      y += width * (2 * pairs + 1);
    }
  }

  private static void tile(int width, int pairs, long[] packed, int x, int y, long[] out, int outFrom, int outRow) {
    if (width == WIDE) {
      VectorTile.wide(pairs, packed, x, y, out, outFrom, outRow);
    } else {
      VectorTile.narrow(pairs, packed, x, y, out, outFrom, outRow);
    }
  }

  /** Packs m rows of x, {@code row} words apart, as panels of four; rows and inner indices that lack are zero. */
  private static void packRows(int m, int k, long[] x, int xFrom, int row, long[] packed) {
    int pairs = (k + 1) / 2;
    for (int i = 0, at = 0; i < m; i += ROWS, at += ROWS * (2 * pairs + 1)) {
      for (int r = 0; r < ROWS; r++) {
        packRow(i + r < m ? k : 0, pairs, x, xFrom + (i + r) * row, packed, at + r);
      }
    }
  }

  private static void packRow(int k, int pairs, long[] x, int from, long[] packed, int at) {
    long correction = 0;
    int o = at + ROWS;
    int p = 0;
    for (; p + 2 <= k; p += 2, o += 2 * ROWS) {
      long u = x[from + p];
      long v = x[from + p + 1];
      packed[o] = u;
      packed[o + ROWS] = v;
      correction -= u * v;
    }
    for (; p < 2 * pairs; p += 2, o += 2 * ROWS) {
      packed[o] = p < k ? x[from + p] : 0;
      packed[o + ROWS] = 0;
    }
    packed[at] = correction;
  }

  /** Packs n columns of y, whose rows are {@code row} words apart, as wide panels and then narrow ones. */
  private static void packColumns(int k, int n, long[] y, int yFrom, int row, long[] packed, int to) {
    int pairs = (k + 1) / 2;
    for (int j = 0, at = to; j < n;) {
      int width = n - j >= WIDE ? WIDE : LANES;
      if (width == WIDE) {
        packWide(k, y, yFrom + j, row, packed, at);
      } else if (j + LANES <= n) {
        packNarrow(k, y, yFrom + j, row, packed, at);
      } else {
        packEdge(k, n - j, y, yFrom + j, row, packed, at);
      }
      j += width;
      at += width * (2 * pairs + 1);
    }
  }

  private static void packWide(int k, long[] y, int yFrom, int row, long[] packed, int at) {
    LongVector c0 = LongVector.zero(SPECIES);
    LongVector c1 = LongVector.zero(SPECIES);
    LongVector c2 = LongVector.zero(SPECIES);
    LongVector c3 = LongVector.zero(SPECIES);
    int from = yFrom;
    int o = at + WIDE;
    int p = 0;
    for (; p + 2 <= k; p += 2, from += 2 * row, o += 2 * WIDE) {
      int next = from + row;
      int to = o + WIDE;
      LongVector u0 = LongVector.fromArray(SPECIES, y, from);
      LongVector v0 = LongVector.fromArray(SPECIES, y, next);
      u0.intoArray(packed, o);
      v0.intoArray(packed, to);
      c0 = c0.sub(u0.mul(v0));
      LongVector u1 = LongVector.fromArray(SPECIES, y, from + LANES);
      LongVector v1 = LongVector.fromArray(SPECIES, y, next + LANES);
      u1.intoArray(packed, o + LANES);
      v1.intoArray(packed, to + LANES);
      c1 = c1.sub(u1.mul(v1));
      LongVector u2 = LongVector.fromArray(SPECIES, y, from + 2 * LANES);
      LongVector v2 = LongVector.fromArray(SPECIES, y, next + 2 * LANES);
      u2.intoArray(packed, o + 2 * LANES);
      v2.intoArray(packed, to + 2 * LANES);
      c2 = c2.sub(u2.mul(v2));
      LongVector u3 = LongVector.fromArray(SPECIES, y, from + 3 * LANES);
      LongVector v3 = LongVector.fromArray(SPECIES, y, next + 3 * LANES);
      u3.intoArray(packed, o + 3 * LANES);
      v3.intoArray(packed, to + 3 * LANES);
      c3 = c3.sub(u3.mul(v3));
    }
    if (p < k) {
      System.arraycopy(y, from, packed, o, WIDE);
      Arrays.fill(packed, o + WIDE, o + 2 * WIDE, 0);
    }
    c0.intoArray(packed, at);
    c1.intoArray(packed, at + LANES);
    c2.intoArray(packed, at + 2 * LANES);
    c3.intoArray(packed, at + 3 * LANES);
  }

  private static void packNarrow(int k, long[] y, int yFrom, int row, long[] packed, int at) {
    LongVector c0 = LongVector.zero(SPECIES);
    int from = yFrom;
    int o = at + LANES;
    int p = 0;
    for (; p + 2 <= k; p += 2, from += 2 * row, o += 2 * LANES) {
      int next = from + row;
      int to = o + LANES;
      LongVector u0 = LongVector.fromArray(SPECIES, y, from);
      LongVector v0 = LongVector.fromArray(SPECIES, y, next);
      u0.intoArray(packed, o);
      v0.intoArray(packed, to);
      c0 = c0.sub(u0.mul(v0));
    }
    if (p < k) {
      System.arraycopy(y, from, packed, o, LANES);
      Arrays.fill(packed, o + LANES, o + 2 * LANES, 0);
    }
    c0.intoArray(packed, at);
  }

  /** The last panel, of fewer columns than lanes. */
  private static void packEdge(int k, int n, long[] y, int yFrom, int row, long[] packed, int at) {
    Arrays.fill(packed, at, at + LANES * ((k + 1) / 2 * 2 + 1), 0);
    for (int j = 0; j < n; j++) {
      for (int p = 0; p < k; p++) {
        packed[at + LANES * (p + 1) + j] = y[yFrom + p * row + j];
      }
      for (int p = 0; p + 2 <= k; p += 2) {
        packed[at + j] -= y[yFrom + p * row + j] * y[yFrom + (p + 1) * row + j];
      }
    }
  }
}
