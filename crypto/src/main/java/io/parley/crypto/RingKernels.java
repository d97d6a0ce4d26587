package io.parley.crypto;

/**
 * The inner loops over {@code long[]} mod 2^64 and mod 2. Every range is checked once per call and an
 * IndexOutOfBoundsException thrown before anything is written. An output range may be exactly an input range, save for
 * {@link #matmul}; it must not overlap one otherwise.
 */
public interface RingKernels {
  /** out[outFrom + i] = x[xFrom + i] + y[yFrom + i] for 0 ≤ i < count; likewise the others. */
  void add(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count);

  void sub(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count);

  void mul(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count);

  /** out += x · y. */
  void mulAdd(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count);

  void xor(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count);

  void and(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count);

  /** out ^= x & y: {@link #mulAdd} over bits. */
  void xorAnd(long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom, int count);

  /** out = (e & a) ^ b. */
  void fold(long[] e, int eFrom, long[] a, int aFrom, long[] b, int bFrom, long[] out, int outFrom, int count);

  void mulScalar(long[] x, long scalar, long[] out);

  void addScalar(long[] x, long scalar, long[] out);

  long sum(long[] x);

  /** Bit-slices n words into the 64·⌈n/64⌉ words of {@code planes}; the layout stands in {@link BitPlanes}. */
  void slice(long[] words, long[] planes);

  /** The inverse of {@link #slice}. */
  void join(long[] planes, long[] words);

  /** Packs one bit of each word, 64 to a word of out, which has ⌈n/64⌉; bits beyond the last are zero. */
  void pack(long[] in, int bit, long[] out);

  /** Each of the first n bits as a word 0 or 1, for out of n words. */
  void unpack(long[] bits, long[] out);

  /** out += x·y for x of m×k, y of k×n and out of m×n, each from its offset. */
  void matmul(int m, int k, int n, long[] x, int xFrom, long[] y, int yFrom, long[] out, int outFrom);

  /** The whole of {@code out}. */
  default void add(long[] x, long[] y, long[] out) {
    add(x, 0, y, 0, out, 0, out.length);
  }

  /** The whole of {@code out}. */
  default void sub(long[] x, long[] y, long[] out) {
    sub(x, 0, y, 0, out, 0, out.length);
  }

  /** The whole of {@code out}. */
  default void mul(long[] x, long[] y, long[] out) {
    mul(x, 0, y, 0, out, 0, out.length);
  }

  /** The whole of {@code out}. */
  default void mulAdd(long[] x, long[] y, long[] out) {
    mulAdd(x, 0, y, 0, out, 0, out.length);
  }

  /** The whole of {@code out}. */
  default void xor(long[] x, long[] y, long[] out) {
    xor(x, 0, y, 0, out, 0, out.length);
  }

  /** The whole of {@code out}. */
  default void and(long[] x, long[] y, long[] out) {
    and(x, 0, y, 0, out, 0, out.length);
  }

  /** The whole of {@code out}. */
  default void xorAnd(long[] x, long[] y, long[] out) {
    xorAnd(x, 0, y, 0, out, 0, out.length);
  }

  /** The implementation chosen for this JVM, once. */
  static RingKernels get() {
    return KernelChoice.CHOSEN;
  }
}
