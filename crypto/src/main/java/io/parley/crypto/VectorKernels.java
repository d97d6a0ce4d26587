package io.parley.crypto;

/**
 * Kernels on the Vector API. The elementwise loops are left to {@link PlainKernels}: C2 turns them into the same vector
 * instructions by itself, and they warm up sooner.
 */
final class VectorKernels implements RingKernels {
  /** {@link VectorBits} counts on 8 lanes; emulated they would be slower than plain loops. */
  private static final boolean BITS = VectorTile.LANES == 8;
  private final PlainKernels plain = PlainKernels.INSTANCE;

  @Override
  public void add(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count) {
    plain.add(x, xFrom, y, yFrom, out, outFrom, count);
  }

  @Override
  public void sub(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count) {
    plain.sub(x, xFrom, y, yFrom, out, outFrom, count);
  }

  @Override
  public void mul(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count) {
    plain.mul(x, xFrom, y, yFrom, out, outFrom, count);
  }

  @Override
  public void mulAdd(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count) {
    plain.mulAdd(x, xFrom, y, yFrom, out, outFrom, count);
  }

  @Override
  public void xor(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count) {
    plain.xor(x, xFrom, y, yFrom, out, outFrom, count);
  }

  @Override
  public void and(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count) {
    plain.and(x, xFrom, y, yFrom, out, outFrom, count);
  }

  @Override
  public void xorAnd(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count) {
    plain.xorAnd(x, xFrom, y, yFrom, out, outFrom, count);
  }

  @Override
  public void mulScalar(long[] x, long scalar, long[] out) {
    plain.mulScalar(x, scalar, out);
  }

  @Override
  public void addScalar(long[] x, long scalar, long[] out) {
    plain.addScalar(x, scalar, out);
  }

  @Override
  public long sum(long[] x) {
    return plain.sum(x);
  }

  @Override
  public void slice(long[] words, long[] planes) {
    PlainBits.slice(words, planes, BITS ? VectorBits.slice(words, planes) : 0);
  }

  @Override
  public void join(long[] planes, long[] words) {
    PlainBits.join(planes, words, BITS ? VectorBits.join(planes, words) : 0);
  }

  @Override
  public void pack(long[] in, int bit, long[] out) {
    PlainBits.pack(in, bit, out, BITS ? VectorBits.pack(in, bit, out) : 0);
  }

  @Override
  public void unpack(long[] bits, long[] out) {
    PlainBits.unpack(bits, out, BITS ? VectorBits.unpack(bits, out) : 0);
  }

  @Override
  public void matmul(int m, int k, int n, long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom) {
    PlainKernels.checkMatrices(m, k, n, x, xFrom, y, yFrom, out, outFrom);
    VectorMatmul.multiply(m, k, n, x, xFrom, y, yFrom, out, outFrom);
  }
}
