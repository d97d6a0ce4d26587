package io.parley.crypto;

/**
 * Real numbers as 64-bit two's complement with {@code fractionBits} bits behind the point, rounded to nearest. A value
 * v is held if |v| < 2^(62 − fractionBits).
 */
public record FixedPoint(int fractionBits) {
  public static final int DEFAULT_FRACTION_BITS = 16;

  public FixedPoint {
    if (fractionBits < 0 || fractionBits > 52) {
      throw new IllegalArgumentException("Fraction bits must lie in 0..52, not " + fractionBits);
    }
  }

  public long encode(double value) {
    double scaled = Math.rint(value * (1L << fractionBits));
    if (!(Math.abs(scaled) < 0x1p62)) {
      throw new IllegalArgumentException("The value " + value + " does not fit fixed point with " + fractionBits
          + " fraction bits (it must be finite and below 2^" + (62 - fractionBits) + " in magnitude)");
    }
    return (long) scaled;
  }

  public double decode(long word) {
    return word * Math.scalb(1.0, -fractionBits);
  }

  public RingTensor encode(Shape shape, double[] values) {
    long[] out = new long[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = encode(values[i]);
    }
    return RingTensor.of(shape, out);
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
