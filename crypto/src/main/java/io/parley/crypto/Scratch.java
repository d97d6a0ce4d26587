package io.parley.crypto;

import java.util.concurrent.atomic.AtomicReferenceArray;

/** A few arrays that kernels borrow, since clearing a fresh one costs as much as a small product. Thread-safe. */
final class Scratch {
  private static final int SLOTS = 16;
  private static final int MIN_WORDS = 1 << 15;
  private static final AtomicReferenceArray<long[]> FREE = new AtomicReferenceArray<>(SLOTS);

  private Scratch() {}

  /** An array of at least {@code words} words with unspecified content. */
  static long[] take(int words) {
    for (int i = 0; i < SLOTS; i++) {
      long[] array = FREE.getAndSet(i, null);
      if (array != null && array.length >= words) {
        return array;
      }
    }
    return new long[Math.max(MIN_WORDS, words)];
  }

  /** Hands an array back; the caller must not use it again. */
  static void give(long[] array) {
    for (int i = 0; i < SLOTS; i++) {
      if (FREE.compareAndSet(i, null, array)) {
        return;
      }
    }
  }
}
