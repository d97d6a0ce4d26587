package io.parley.crypto;

/** Rearrangements of bits in plain loops; layouts as {@link BitPlanes} and {@link BitTensor} draw them. */
final class PlainBits {
  static final int[] SHIFTS = {32, 16, 8, 4, 2, 1};
  /** For each shift the bits whose index lacks it. */
  static final long[] MASKS = {0x00000000FFFFFFFFL, 0x0000FFFF0000FFFFL, 0x00FF00FF00FF00FFL, 0x0F0F0F0F0F0F0F0FL,
      0x3333333333333333L, 0x5555555555555555L};

  private PlainBits() {}

  /** Slices the blocks of 64 elements from {@code firstBlock} on. */
  static void slice(long[] words, long[] planes, int firstBlock) {
    int w = BitTensor.wordCount(words.length);
    long[] block = new long[64];
    for (int b = firstBlock; b < w; b++) {
      int count = Math.min(64, words.length - 64 * b);
      System.arraycopy(words, 64 * b, block, 0, count);
      for (int i = count; i < 64; i++) {
        block[i] = 0;
      }
      transpose(block);
      for (int j = 0; j < 64; j++) {
        planes[j * w + b] = block[j];
      }
    }
  }

  /** Joins the blocks of 64 elements from {@code firstBlock} on. */
  static void join(long[] planes, long[] words, int firstBlock) {
    int w = BitTensor.wordCount(words.length);
    long[] block = new long[64];
    for (int b = firstBlock; b < w; b++) {
      for (int j = 0; j < 64; j++) {
        block[j] = planes[j * w + b];
      }
      transpose(block);
      System.arraycopy(block, 0, words, 64 * b, Math.min(64, words.length - 64 * b));
    }
  }

  /**
   * Transposes 64×64 bits: for each bit of the index, rows without it swap the half that has it for the other half of
   * the row with it (Warren, Hacker's Delight, §7-3).
   */
  private static void transpose(long[] rows) {
    for (int stage = 0; stage < SHIFTS.length; stage++) {
      int shift = SHIFTS[stage];
      long mask = MASKS[stage];
      for (int base = 0; base < 64; base += 2 * shift) {
        for (int i = base; i < base + shift; i++) {
          long t = ((rows[i] >>> shift) ^ rows[i + shift]) & mask;
          rows[i + shift] ^= t;
          rows[i] ^= t << shift;
        }
      }
    }
  }

  static void pack(long[] in, int bit, long[] out, int firstWord) {
    for (int o = firstWord; o < out.length; o++) {
      int count = Math.min(64, in.length - 64 * o);
      long word = 0;
      for (int i = 0; i < count; i++) {
        word |= ((in[64 * o + i] >>> bit) & 1) << i;
      }
      out[o] = word;
    }
  }

  static void unpack(long[] bits, long[] out, int firstWord) {
    for (int o = firstWord, words = BitTensor.wordCount(out.length); o < words; o++) {
      int count = Math.min(64, out.length - 64 * o);
      long word = bits[o];
      for (int i = 0; i < count; i++) {
        out[64 * o + i] = (word >>> i) & 1;
      }
    }
  }
}
