package io.parley.crypto;

/**
 * The loops behind {@link WideTensor}: a plane of low words and one of high words for each operand. Carries come from
 * the top bits and not from comparisons, so that nothing branches on a share; C2 makes vector instructions of all loops
 * without products.
 */
final class WideKernels {
  private WideKernels() {}

  /** 1 if x + y, which is {@code sum} mod 2^64, passes 2^64; else 0. */
  static long carry(long x, long y, long sum) {
    return ((x & y) | ((x | y) & ~sum)) >>> 63;
  }

  /** 1 if x − y, which is {@code difference} mod 2^64, falls below zero; else 0. */
  static long borrow(long x, long y, long difference) {
    return ((~x & y) | ((~x | y) & difference)) >>> 63;
  }

  static void add(long[] xLow, long[] xHigh, long[] yLow, long[] yHigh, long[] low, long[] high) {
    for (int i = 0; i < low.length; i++) {
      long x = xLow[i];
      long y = yLow[i];
      long sum = x + y;
      low[i] = sum;
      high[i] = xHigh[i] + yHigh[i] + carry(x, y, sum);
    }
  }

  static void sub(long[] xLow, long[] xHigh, long[] yLow, long[] yHigh, long[] low, long[] high) {
    for (int i = 0; i < low.length; i++) {
      long x = xLow[i];
      long y = yLow[i];
      long difference = x - y;
      low[i] = difference;
      high[i] = xHigh[i] - yHigh[i] - borrow(x, y, difference);
    }
  }

  /** As {@link #add} for y zero-extended. */
  static void addUnsigned(long[] xLow, long[] xHigh, long[] y, long[] low, long[] high) {
    for (int i = 0; i < low.length; i++) {
      long x = xLow[i];
      long sum = x + y[i];
      low[i] = sum;
      high[i] = xHigh[i] + carry(x, y[i], sum);
    }
  }

  /** As {@link #sub} for y zero-extended. */
  static void subUnsigned(long[] xLow, long[] xHigh, long[] y, long[] low, long[] high) {
    for (int i = 0; i < low.length; i++) {
      long x = xLow[i];
      long difference = x - y[i];
      low[i] = difference;
      high[i] = xHigh[i] - borrow(x, y[i], difference);
    }
  }

  static void negate(long[] xLow, long[] xHigh, long[] low, long[] high) {
    for (int i = 0; i < low.length; i++) {
      long x = xLow[i];
      low[i] = -x;
      high[i] = -xHigh[i] - ((x | -x) >>> 63);
    }
  }

  /** x·2^bits for 0 ≤ bits < 64. */
  static void shiftLeft(long[] xLow, long[] xHigh, int bits, long[] low, long[] high) {
    for (int i = 0; i < low.length; i++) {
      long x = xLow[i];
      low[i] = x << bits;
      high[i] = (xHigh[i] << bits) | (x >>> 1 >>> (63 - bits));
    }
  }

  /** (low, high) += y·2^bits for y zero-extended and 0 ≤ bits < 64. */
  static void addShifted(long[] y, int bits, long[] low, long[] high) {
    for (int i = 0; i < low.length; i++) {
      long x = low[i];
      long shifted = y[i] << bits;
      long sum = x + shifted;
      low[i] = sum;
      high[i] += (y[i] >>> 1 >>> (63 - bits)) + carry(x, shifted, sum);
    }
  }

  static void mul(long[] xLow, long[] xHigh, long[] yLow, long[] yHigh, long[] low, long[] high) {
    for (int i = 0; i < low.length; i++) {
      long x = xLow[i];
      long y = yLow[i];
      low[i] = x * y;
      high[i] = Math.unsignedMultiplyHigh(x, y) + xHigh[i] * y + x * yHigh[i];
    }
  }

  /** As {@link #mul} for y zero-extended. */
  static void mulUnsigned(long[] xLow, long[] xHigh, long[] yLow, long[] low, long[] high) {
    for (int i = 0; i < low.length; i++) {
      long x = xLow[i];
      long y = yLow[i];
      low[i] = x * y;
      high[i] = Math.unsignedMultiplyHigh(x, y) + xHigh[i] * y;
    }
  }

  static void mulScalar(long[] xLow, long[] xHigh, Wide scalar, long[] low, long[] high) {
    long yLow = scalar.low();
    long yHigh = scalar.high();
    for (int i = 0; i < low.length; i++) {
      long x = xLow[i];
      low[i] = x * yLow;
      high[i] = Math.unsignedMultiplyHigh(x, yLow) + xHigh[i] * yLow + x * yHigh;
    }
  }

  /**
   * Σ c_i·x_i for c zero-extended, from its offset. The halves of the low words are summed apart, which takes no carry
   * per element: fewer than 2^32 of them do not pass 2^64.
   */
  static Wide inner(long[] c, int from, long[] xLow, long[] xHigh) {
    long lower = 0;
    long upper = 0;
    long high = 0;
    for (int i = 0; i < xLow.length; i++) {
      long a = c[from + i];
      long x = xLow[i];
      long product = a * x;
      lower += product & 0xffff_ffffL;
      upper += product >>> 32;
      high += Math.unsignedMultiplyHigh(a, x) + a * xHigh[i];
    }
    return new Wide(lower, high).add(new Wide(upper << 32, upper >>> 32));
  }

  /** The {@code bits} bits of each word from {@code from} on. */
  static long[] limb(long[] words, int from, int bits) {
    long mask = -1L >>> (64 - bits);
    long[] out = new long[words.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (words[i] >>> from) & mask;
    }
    return out;
  }
}
