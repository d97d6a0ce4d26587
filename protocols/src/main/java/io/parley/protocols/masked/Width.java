package io.parley.protocols.masked;

/** The ring Z_2^bits that numbers are held in. */
final class Width {
  static final int FULL = 64;
  /** Narrower rings leave no room for what is added up. */
  private static final int LEAST = 8;

  private Width() {}

  /** Whether numbers of this width can drop so many bits where they are. */
  static boolean canDrop(int width, int bits) {
    return width - bits >= LEAST;
  }

  /** The low bits of a word. */
  static long mask(int width) {
    return -1L >>> (64 - width);
  }
}
