package io.parley.crypto;

/**
 * e^(x/2^halvings + offset) for 0 ≤ x ≤ 2^periodBits·(1 − 2^−pieceBits): the period has 2^pieceBits pieces. With Δ_h and λ_h the
 * numbers of the pieces of Δ and λ, and Δ_l and λ_l where in their pieces they are, it is e^Δ_l times
 * e^((Δ_h − λ_h mod 2^pieceBits)·width − λ_l), which is dealt for every Δ_h. That Δ_l − λ_l may be negative, with the
 * number of the piece too large by one, does no harm below the last piece.
 *
 * @param dealtBits fraction bits of what is dealt
 */
public record SplitExponential(int argumentBits, int periodBits, int pieceBits, int halvings, int resultBits,
    int dealtBits, double offset) implements Separable {
  private static final int MOST_PIECE_BITS = 8;
  private static final int MOST_BITS = 62;
  /** Elements that are worked on together, so that what they need stays near. */
  private static final int BLOCK = 512;

  public SplitExponential {
    int low = argumentBits + periodBits;
    if (pieceBits < 0 || pieceBits > MOST_PIECE_BITS || pieceBits > low || argumentBits < 0 || halvings < 0
        || halvings > MOST_BITS || low > MOST_BITS) {
      throw new IllegalArgumentException(
          "An exponential takes up to " + MOST_BITS + " bits in up to 2^" + MOST_PIECE_BITS
              + " pieces, not " + low + " in 2^" + pieceBits);
    }
    double width = Math.scalb(1.0, periodBits - pieceBits - halvings);
    double largest = ((1 << pieceBits) - 1) * width + offset;
    if (!fits(width, resultBits - dealtBits) || !fits(largest, dealtBits)) {
      throw new IllegalArgumentException("An exponential's factors, with " + dealtBits + " and "
          + (resultBits - dealtBits) + " fraction bits, have to fit " + MOST_BITS + " bits");
    }
  }

  private static boolean fits(double exponent, int bits) {
    return bits >= 0 && exponent / Math.log(2) + bits < MOST_BITS;
  }

  @Override
  public int words() {
    return 1 << pieceBits;
  }

  @Override
  public double of(double x) {
    double period = Math.scalb(1.0, periodBits);
    return Math.exp((x - Math.floor(x / period) * period) * Math.scalb(1.0, -halvings) + offset);
  }

  @Override
  public long constant() {
    return 0;
  }

  private int withinBits() {
    return lowBits() - pieceBits;
  }

  private double within(long word) {
    return (word & ((1L << withinBits()) - 1)) * Math.scalb(1.0, -argumentBits - halvings);
  }

  private int piece(long word) {
    return (int) (word >>> withinBits()) & (words() - 1);
  }

  @Override
  public long[] deal(long[] lambda) {
    int n = lambda.length;
    double width = Math.scalb(1.0, periodBits - pieceBits - halvings);
    double unit = Math.scalb(1.0, dealtBits);
    long[] out = new long[words() * n];
    double[] block = new double[BLOCK];
    for (int from = 0; from < n; from += BLOCK) {
      int count = Math.min(BLOCK, n - from);
      for (int j = 0; j < words(); j++) {
        for (int i = 0; i < count; i++) {
          long mask = lambda[from + i];
          block[i] = ((j - piece(mask)) & (words() - 1)) * width - within(mask) + offset;
        }
        Elementary.exp(block);
        for (int i = 0; i < count; i++) {
          out[j * n + from + i] = (long) (block[i] * unit);
        }
      }
    }
    return out;
  }

  @Override
  public long[] share(long[] delta, long[] dealt) {
    int n = delta.length;
    double unit = Math.scalb(1.0, resultBits - dealtBits);
    long[] out = new long[n];
    double[] block = new double[BLOCK];
    for (int from = 0; from < n; from += BLOCK) {
      int count = Math.min(BLOCK, n - from);
      for (int i = 0; i < count; i++) {
        block[i] = within(delta[from + i]);
      }
      Elementary.exp(block);
      for (int i = from; i < from + count; i++) {
        long factor = (long) (block[i - from] * unit);
        out[i] = factor * dealt[piece(delta[i]) * n + i];
      }
    }
    return out;
  }
}
