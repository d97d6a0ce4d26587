package io.parley.crypto;

/** A tensor that is held as words: ring elements, or bits 64 to a word. */
public sealed interface Words permits RingTensor, BitTensor {
  Shape shape();

  /** The backing words, not a copy. Row-major; must not be written to. */
  long[] words(RawAccess access);
}
