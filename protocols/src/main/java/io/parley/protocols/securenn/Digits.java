package io.parley.protocols.securenn;

import io.parley.crypto.Prg;

/**
 * Draws 64 numbers below given bounds for each of some elements, without rejection or branches: 57 bits of a pseudorandom
 * word are a fraction in [0, 1), whose product with the bound k has the number as its whole part. Each number comes from
 * 2^57/k fractions, rounded up or down, so it is uniform to a statistical distance below k/2^58, less than 2^−51.
 */
final class Digits {
  /** Elements whose random words fit a core's cache. */
  static final int CHUNK = 64;

  private static final int FRACTION_BITS = 57;

  private final long[] bounds = new long[64 * CHUNK];

  private Digits(int first, int step) {
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = first - step * (i % 64L);
    }
  }

  /** All below one bound. */
  static Digits below(int bound) {
    return new Digits(bound, 0);
  }

  /** Below 64, 63, … 1: what a shuffle of 64 draws. */
  static Digits forShuffle() {
    return new Digits(64, 1);
  }

  /** The numbers of up to {@link #CHUNK} elements; {@code words} and {@code out} have 64·CHUNK words. */
  void draw(Prg.Stream stream, int elements, long[] words, int[] out) {
    int count = 64 * elements;
    stream.fill(words, 0, count);
    for (int i = 0; i < count; i++) {
      out[i] = (int) (((words[i] >>> (64 - FRACTION_BITS)) * bounds[i]) >>> FRACTION_BITS);
    }
  }
}
