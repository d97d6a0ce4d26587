package io.parley.crypto;

/**
 * Real numbers as 64-bit two's complement with {@code fractionBits} bits behind the point, rounded to nearest, ties to
 * even. A word w is in range if |w| < 2^62, as truncation and comparison need it.
 */
public record FixedPoint(int fractionBits) {
  public static final int DEFAULT_FRACTION_BITS = 16;
  private static final double WORD_LIMIT = 0x1p62;

  public FixedPoint {
    if (fractionBits < 0 || fractionBits > 62) {
      throw new IllegalArgumentException("Fraction bits must lie in 0..62, not " + fractionBits);
    }
  }

  /** The nearest word; throws IllegalArgumentException if the value is not finite or out of range. */
  public long encode(double value) {
    double scaled = scale(value);
    if (!(Math.abs(scaled) < WORD_LIMIT)) {
      throw refuse(value, "");
    }
    return (long) scaled;
  }

  /** Encodes each value; the exception for one that does not fit names its index. */
  public RingTensor encode(Shape shape, double[] values) {
    long[] out = new long[values.length];
    for (int i = 0; i < out.length; i++) {
      double scaled = scale(values[i]);
      if (!(Math.abs(scaled) < WORD_LIMIT)) {
        throw refuse(values[i], " at index " + i);
      }
      out[i] = (long) scaled;
    }
    return RingTensor.of(shape, out);
  }

  private double scale(double value) {
    return Math.rint(value * (1L << fractionBits));
  }

  private IllegalArgumentException refuse(double value, String where) {
    int bits = 62 - fractionBits;
    return new IllegalArgumentException("The value " + value + where + " does not fit fixed point with " + fractionBits
        + " fraction bits: it must be finite and below 2^" + bits + " = " + Math.scalb(1.0, bits) + " in magnitude");
  }

  public double decode(long word) {
    return word * Math.scalb(1.0, -fractionBits);
  }

  public double[] decode(RingTensor tensor) {
    long[] in = tensor.words(RawAccess.grant());
    double[] out = new double[in.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = decode(in[i]);
    }
    return out;
  }
}
