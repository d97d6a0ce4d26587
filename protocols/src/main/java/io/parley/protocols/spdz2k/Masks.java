package io.parley.protocols.spdz2k;

import io.parley.crypto.BitTensor;

/** Bits as masks: a word of ones for a one, zero for a zero. */
final class Masks {
  private Masks() {}

  /** For planes of n bits in w = ⌈n/64⌉ words each: n words a plane. */
  static long[] of(long[] bits, int n, int planes) {
    long[] out = new long[planes * n];
    int w = BitTensor.wordCount(n);
    for (int p = 0; p < planes; p++) {
      plane(bits, p * w, n, out, p * n);
    }
    return out;
  }

  /** One plane, that begins at {@code from}, to n words from {@code to} on. */
  static void plane(long[] bits, int from, int n, long[] out, int to) {
    for (int i = 0; i < n; i += Long.SIZE) {
      long word = bits[from + i / Long.SIZE];
      int count = Math.min(Long.SIZE, n - i);
      for (int k = 0; k < count; k++) {
        out[to + i + k] = word << (Long.SIZE - 1 - k) >> (Long.SIZE - 1);
      }
    }
  }
}
