package io.parley.crypto;

/**
 * Bit-slicing. The planes of n words are 64 runs of w = ⌈n/64⌉ words: bit j of element i is bit {@code i & 63} of word
 * {@code j·w + (i >> 6)}. Elements beyond n are zero.
 */
public final class BitPlanes {
  private BitPlanes() {}

  /** Slices n words into 64·⌈n/64⌉ words of planes. */
  public static long[] slice(long[] words) {
    long[] planes = new long[64 * BitTensor.wordCount(words.length)];
    RingKernels.get().slice(words, planes);
    return planes;
  }

  /** The inverse of {@link #slice} for {@code count} elements. */
  public static long[] join(long[] planes, int count) {
    long[] words = new long[count];
    RingKernels.get().join(planes, words);
    return words;
  }
}
