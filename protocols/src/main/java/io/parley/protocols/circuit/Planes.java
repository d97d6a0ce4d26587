package io.parley.protocols.circuit;

import java.util.Arrays;

/** Working memory for a run of words, and what is done with planes word by word. */
final class Planes {
  /** Words at a time, so that all planes of a block or gate fit the cache. */
  static final int CHUNK = 128;
  /** A plane of this party's share of one. */
  final long[] one = new long[CHUNK];
  /** A plane for each set of all but one of the variables; likewise g. */
  final long[] x;
  final long[] g;
  final long[] e = new long[CHUNK];

  /** @param variables of the largest block or gate */
  Planes(long one, int variables) {
    x = new long[CHUNK << (variables - 1)];
    g = new long[CHUNK << (variables - 1)];
    Arrays.fill(this.one, one);
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
