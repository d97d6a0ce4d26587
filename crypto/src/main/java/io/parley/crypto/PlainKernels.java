package io.parley.crypto;

/** Plain loops: the reference, and the fallback where the Vector API is not enabled. */
final class PlainKernels implements RingKernels {
  static final PlainKernels INSTANCE = new PlainKernels();

  private PlainKernels() {}

  @Override
  public void add(long[] x, long[] y, long[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = x[i] + y[i];
    }
  }

  @Override
  public void sub(long[] x, long[] y, long[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = x[i] - y[i];
    }
  }

  @Override
  public void mul(long[] x, long[] y, long[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = x[i] * y[i];
    }
  }

  @Override
  public void mulAdd(long[] x, long[] y, long[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] += x[i] * y[i];
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
  public void xor(long[] x, long[] y, long[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = x[i] ^ y[i];
    }
  }

  @Override
  public void and(long[] x, long[] y, long[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = x[i] & y[i];
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
  public void matmul(int m, int k, int n, long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom) {
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
