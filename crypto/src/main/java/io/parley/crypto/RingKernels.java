package io.parley.crypto;

/**
 * The inner loops over {@code long[]} mod 2^64. Arrays of one call have equal length unless stated; {@code out} may be
 * one of the inputs, save for {@link #matmul}.
 */
public interface RingKernels {
  void add(long[] x, long[] y, long[] out);

  void sub(long[] x, long[] y, long[] out);

  void mul(long[] x, long[] y, long[] out);

  /** out += x * y. */
  void mulAdd(long[] x, long[] y, long[] out);

  void mulScalar(long[] x, long scalar, long[] out);

  void addScalar(long[] x, long scalar, long[] out);

  void xor(long[] x, long[] y, long[] out);

  void and(long[] x, long[] y, long[] out);

  long sum(long[] x);

  /** out += x·y for x of m×k, y of k×n and out of m×n, each from its offset. */
  void matmul(int m, int k, int n, long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom);

  /** The implementation chosen for this JVM. */
  static RingKernels get() {
    return PlainKernels.INSTANCE;
  }
}
