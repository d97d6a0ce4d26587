package io.parley.protocols.circuit;

import java.util.Arrays;

/** Working memory for a run of words, and what is done with planes word by word. */
final class Planes {
  /** Words at a time, so that all planes of a block or gate fit the cache. */
  static final int CHUNK = 128;
  /** Halves of the subsets of as many variables as a block or gate has. */
  private static final int MOST = 1 << 8;

  /** This party's share of a plane of ones. */
  final long[] one = new long[CHUNK];
  final long[] x = new long[MOST * CHUNK];
  final long[] g = new long[MOST * CHUNK];
  final long[] e = new long[CHUNK];

  Planes(boolean isFirst) {
    Arrays.fill(one, isFirst ? -1 : 0);
  }

  /** out = e·a ⊕ b. */
  static void fold(long[] e, int eAt, long[] a, int aAt, long[] b, int bAt, long[] out, int at, int n) {
    for (int k = 0; k < n; k++) {
      out[at + k] = (e[eAt + k] & a[aAt + k]) ^ b[bAt + k];
    }
  }

  /** out = e·(a ⊕ b) ⊕ c. */
  static void foldSum(long[] e, int eAt, long[] a, int aAt, long[] b, int bAt, long[] c, int cAt, long[] out, int at,
      int n) {
    for (int k = 0; k < n; k++) {
      out[at + k] = (e[eAt + k] & (a[aAt + k] ^ b[bAt + k])) ^ c[cAt + k];
    }
  }

  static void and(long[] a, int aAt, long[] b, int bAt, long[] out, int at, int n) {
    for (int k = 0; k < n; k++) {
      out[at + k] = a[aAt + k] & b[bAt + k];
    }
  }

  static void xor(long[] a, int aAt, long[] b, int bAt, long[] out, int at, int n) {
    for (int k = 0; k < n; k++) {
      out[at + k] = a[aAt + k] ^ b[bAt + k];
    }
  }

  static void not(long[] a, int aAt, long[] out, int at, int n) {
    for (int k = 0; k < n; k++) {
      out[at + k] = ~a[aAt + k];
    }
  }
}
