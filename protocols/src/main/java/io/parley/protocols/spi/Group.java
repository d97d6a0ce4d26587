package io.parley.protocols.spi;

/** The group that words are shared over. */
public enum Group {
  /** Z_2^64: addition. */
  RING,
  /** Z_2, bitwise: exclusive or. */
  BITS
}
