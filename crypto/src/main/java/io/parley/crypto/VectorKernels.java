package io.parley.crypto;

import java.util.Objects;

/**
 * Kernels on the Vector API. Elementwise loops from the first words of all arrays are left to {@link PlainKernels}: C2
 * turns them into the same vector instructions by itself, and they warm up sooner.
 */
final class VectorKernels implements RingKernels {
  /** {@link VectorBits} counts on 8 lanes; emulated they would be slower than plain loops. */
  private static final boolean BITS = VectorTile.LANES == 8;
  private final PlainKernels plain = PlainKernels.INSTANCE;

  @Override
  public void add(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count) {
    if ((xFrom | yFrom | outFrom) == 0) {
      plain.add(x, 0, y, 0, out, 0, count);
      return;
    }
    PlainKernels.checkRanges(x, xFrom, y, yFrom, out, outFrom, count);
    int done = VectorRanges.add(x, xFrom, y, yFrom, out, outFrom, count);
    plain.add(x, xFrom + done, y, yFrom + done, out, outFrom + done, count - done);
  }

  @Override
  public void sub(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count) {
    if ((xFrom | yFrom | outFrom) == 0) {
      plain.sub(x, 0, y, 0, out, 0, count);
      return;
    }
    PlainKernels.checkRanges(x, xFrom, y, yFrom, out, outFrom, count);
    int done = VectorRanges.sub(x, xFrom, y, yFrom, out, outFrom, count);
    plain.sub(x, xFrom + done, y, yFrom + done, out, outFrom + done, count - done);
  }

  @Override
  public void mul(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count) {
    if ((xFrom | yFrom | outFrom) == 0) {
      plain.mul(x, 0, y, 0, out, 0, count);
      return;
    }
    PlainKernels.checkRanges(x, xFrom, y, yFrom, out, outFrom, count);
    int done = VectorRanges.mul(x, xFrom, y, yFrom, out, outFrom, count);
    plain.mul(x, xFrom + done, y, yFrom + done, out, outFrom + done, count - done);
  }

  @Override
  public void mulAdd(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count) {
    if ((xFrom | yFrom | outFrom) == 0) {
      plain.mulAdd(x, 0, y, 0, out, 0, count);
      return;
    }
    PlainKernels.checkRanges(x, xFrom, y, yFrom, out, outFrom, count);
    int done = VectorRanges.mulAdd(x, xFrom, y, yFrom, out, outFrom, count);
    plain.mulAdd(x, xFrom + done, y, yFrom + done, out, outFrom + done, count - done);
  }

  @Override
  public void xor(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count) {
    if ((xFrom | yFrom | outFrom) == 0) {
      plain.xor(x, 0, y, 0, out, 0, count);
      return;
    }
    PlainKernels.checkRanges(x, xFrom, y, yFrom, out, outFrom, count);
    int done = VectorRanges.xor(x, xFrom, y, yFrom, out, outFrom, count);
    plain.xor(x, xFrom + done, y, yFrom + done, out, outFrom + done, count - done);
  }

  @Override
  public void and(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count) {
    if ((xFrom | yFrom | outFrom) == 0) {
      plain.and(x, 0, y, 0, out, 0, count);
      return;
    }
    PlainKernels.checkRanges(x, xFrom, y, yFrom, out, outFrom, count);
    int done = VectorRanges.and(x, xFrom, y, yFrom, out, outFrom, count);
    plain.and(x, xFrom + done, y, yFrom + done, out, outFrom + done, count - done);
  }

  @Override
  public void xorAnd(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count) {
    if ((xFrom | yFrom | outFrom) == 0) {
      plain.xorAnd(x, 0, y, 0, out, 0, count);
      return;
    }
    PlainKernels.checkRanges(x, xFrom, y, yFrom, out, outFrom, count);
    int done = VectorRanges.xorAnd(x, xFrom, y, yFrom, out, outFrom, count);
    plain.xorAnd(x, xFrom + done, y, yFrom + done, out, outFrom + done, count - done);
  }

  @Override
  public void fold(long[] e, int eFrom, long[] a, int aFrom, long[] b, int bFrom, long[] out, int outFrom, int count) {
    PlainKernels.checkRanges(e, eFrom, a, aFrom, out, outFrom, count);
    Objects.checkFromIndexSize(bFrom, count, b.length);
    int done = VectorRanges.fold(e, eFrom, a, aFrom, b, bFrom, out, outFrom, count);
    plain.fold(e, eFrom + done, a, aFrom + done, b, bFrom + done, out, outFrom + done, count - done);
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
