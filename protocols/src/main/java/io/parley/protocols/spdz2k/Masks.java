package io.parley.protocols.spdz2k;

import io.parley.crypto.BitTensor;
import io.parley.crypto.RingKernels;
import java.util.Arrays;

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
    int w = BitTensor.wordCount(n);
    long[] masks = new long[n];
    RingKernels.get().unpack(Arrays.copyOfRange(bits, from, from + w), masks);
    for (int i = 0; i < n; i++) {
      out[to + i] = -masks[i];
    }
  }
}
