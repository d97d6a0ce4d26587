package io.parley.crypto;

import java.util.Objects;

/** Plain loops: the reference, and the fallback where the Vector API is not enabled. */
final class PlainKernels implements RingKernels {
  static final PlainKernels INSTANCE = new PlainKernels();

  private PlainKernels() {}

  static void checkRanges(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count) {
    Objects.checkFromIndexSize(xFrom, count, x.length);
    Objects.checkFromIndexSize(yFrom, count, y.length);
    Objects.checkFromIndexSize(outFrom, count, out.length);
  }

  static void checkMatrices(int m, int k, int n, long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom) {
    Objects.checkFromIndexSize(xFrom, Math.multiplyExact(m, k), x.length);
    Objects.checkFromIndexSize(yFrom, Math.multiplyExact(k, n), y.length);
    Objects.checkFromIndexSize(outFrom, Math.multiplyExact(m, n), out.length);
  }

  @Override
  public void add(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count) {
    checkRanges(x, xFrom, y, yFrom, out, outFrom, count);
    for (int i = 0; i < count; i++) {
      out[outFrom + i] = x[xFrom + i] + y[yFrom + i];
    }
  }

  @Override
  public void sub(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count) {
    checkRanges(x, xFrom, y, yFrom, out, outFrom, count);
    for (int i = 0; i < count; i++) {
      out[outFrom + i] = x[xFrom + i] - y[yFrom + i];
    }
  }

  @Override
  public void mul(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count) {
    checkRanges(x, xFrom, y, yFrom, out, outFrom, count);
    for (int i = 0; i < count; i++) {
      out[outFrom + i] = x[xFrom + i] * y[yFrom + i];
    }
  }

  @Override
  public void mulAdd(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count) {
    checkRanges(x, xFrom, y, yFrom, out, outFrom, count);
    for (int i = 0; i < count; i++) {
      out[outFrom + i] += x[xFrom + i] * y[yFrom + i];
    }
  }

  @Override
  public void xor(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count) {
    checkRanges(x, xFrom, y, yFrom, out, outFrom, count);
    for (int i = 0; i < count; i++) {
      out[outFrom + i] = x[xFrom + i] ^ y[yFrom + i];
    }
  }

  @Override
  public void and(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count) {
    checkRanges(x, xFrom, y, yFrom, out, outFrom, count);
    for (int i = 0; i < count; i++) {
      out[outFrom + i] = x[xFrom + i] & y[yFrom + i];
    }
  }

  @Override
  public void xorAnd(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count) {
    checkRanges(x, xFrom, y, yFrom, out, outFrom, count);
    for (int i = 0; i < count; i++) {
      out[outFrom + i] ^= x[xFrom + i] & y[yFrom + i];
    }
  }

  @Override
  public void fold(long[] e, int eFrom, long[] a, int aFrom, long[] b, int bFrom, long[] out, int outFrom, int count) {
    checkRanges(e, eFrom, a, aFrom, out, outFrom, count);
    Objects.checkFromIndexSize(bFrom, count, b.length);
    for (int i = 0; i < count; i++) {
      out[outFrom + i] = (e[eFrom + i] & a[aFrom + i]) ^ b[bFrom + i];
    }
  }

  @Override
  public void mulScalar(long[] x, long scalar, long[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = x[i] * scalar;
    }
  }

  @Override
  public void addScalar(long[] x, long scalar, long[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = x[i] + scalar;
    }
  }

  @Override
  public long sum(long[] x) {
    long total = 0;
    for (long v : x) {
      total += v;
    }
    return total;
  }

  @Override
  public void slice(long[] words, long[] planes) {
    PlainBits.slice(words, planes, 0);
  }

  @Override
  public void join(long[] planes, long[] words) {
    PlainBits.join(planes, words, 0);
  }

  @Override
  public void pack(long[] in, int bit, long[] out) {
    PlainBits.pack(in, bit, out, 0);
  }

  @Override
  public void unpack(long[] bits, long[] out) {
    PlainBits.unpack(bits, out, 0);
  }

  @Override
  public void matmul(int m, int k, int n, long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom) {
    checkMatrices(m, k, n, x, xFrom, y, yFrom, out, outFrom);
    for (int i = 0; i < m; i++) {
      for (int p = 0; p < k; p++) {
        long a = x[xFrom + i * k + p];
        for (int j = 0, row = yFrom + p * n, to = outFrom + i * n; j < n; j++) {
          out[to + j] += a * y[row + j];
        }
      }
    }
  }
}
