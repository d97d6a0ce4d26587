package io.parley.crypto;

/**
 * An element low + 2^64·high of Z_2^128; both words are unsigned. All operations take the same time for all values.
 * {@link #toString} shows none of it, since it may be a key or a share of one.
 */
public record Wide(long low, long high) {
  public static final Wide ZERO = new Wide(0, 0);

  /** The zero-extended word. */
  public static Wide ofUnsigned(long low) {
    return new Wide(low, 0);
  }

  public Wide add(Wide y) {
    long sum = low + y.low;
    return new Wide(sum, high + y.high + WideKernels.carry(low, y.low, sum));
  }

  public Wide sub(Wide y) {
    long difference = low - y.low;
    return new Wide(difference, high - y.high - WideKernels.borrow(low, y.low, difference));
  }

  public Wide mul(Wide y) {
    return new Wide(low * y.low, Math.unsignedMultiplyHigh(low, y.low) + low * y.high + high * y.low);
  }

  public boolean isZero() {
    return (low | high) == 0;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Wide y && sub(y).isZero();
  }

  @Override
  public int hashCode() {
    return Long.hashCode(31 * low + high);
  }

  @Override
  public String toString() {
    return "Wide[redacted]";
  }
}
