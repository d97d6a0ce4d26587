package io.parley.crypto;

/**
 * Bit-slicing. The planes of n words are 64 runs of w = ⌈n/64⌉ words: bit j of element i is bit {@code i & 63} of word
 * {@code j·w + (i >> 6)}. Elements beyond n are zero.
 */
public final class BitPlanes {
  private BitPlanes() {}

  /** Slices n words into 64·⌈n/64⌉ words of planes. */
  public static long[] slice(long[] words) {
    int w = BitTensor.wordCount(words.length);
    long[] planes = new long[64 * w];
    for (int i = 0; i < words.length; i++) {
      for (int j = 0; j < 64; j++) {
        planes[j * w + (i >> 6)] |= ((words[i] >>> j) & 1) << i;
      }
    }
    return planes;
  }

  /** The inverse of {@link #slice} for {@code count} elements. */
  public static long[] join(long[] planes, int count) {
    int w = BitTensor.wordCount(count);
    long[] words = new long[count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < 64; j++) {
        words[i] |= ((planes[j * w + (i >> 6)] >>> i) & 1) << j;
      }
    }
    return words;
  }
}
