package io.parley.protocols.securenn;

/** Z_{L−1} for L = 2^64, in words: the all-ones word stands for 0 as well, until {@link #canonical}. No branches. */
final class OddRing {
  private OddRing() {}

  /** The carry out of the top bit in sum = a + b: wrap(a, b, L) of the paper. */
  static long carry(long a, long b, long sum) {
    return ((a & b) | ((a | b) & ~sum)) >>> 63;
  }

  /** 2^64 is 1, so that a carry comes in again at the bottom. */
  static long add(long a, long b) {
    long sum = a + b;
    return sum + carry(a, b, sum);
  }

  static long negate(long a) {
    return ~a;
  }

  /** The representative in 0 … L − 2. */
  static long canonical(long a) {
    return a + isZero(~a);
  }

  /** 1 for 0, else 0. */
  static long isZero(long a) {
    return ~(a | -a) >>> 63;
  }
}
