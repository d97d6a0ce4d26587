package io.parley.protocols.circuit;

import io.parley.crypto.RingKernels;
import java.util.Arrays;

/** Working memory for a run of words, and what is done with planes word by word. */
final class PlaneScratch {
  /** Words at a time, so that all planes of a block or gate fit the cache. */
  static final int CHUNK = 128;
  private static final RingKernels KERNELS = RingKernels.get();
  private static final long[] ONES = ones();
  /** A plane of this party's share of one. */
  final long[] one = new long[CHUNK];
  /** A plane for each set of all but one of the variables; likewise g. */
  final long[] x;
  final long[] g;
  final long[] e = new long[CHUNK];

  /** @param variables of the largest block or gate */
  PlaneScratch(long one, int variables) {
    x = new long[CHUNK << (variables - 1)];
    g = new long[CHUNK << (variables - 1)];
    Arrays.fill(this.one, one);
  }

  private static long[] ones() {
    long[] ones = new long[CHUNK];
    Arrays.fill(ones, -1);
    return ones;
  }

  /** out = e·a ⊕ b. */
  static void fold(long[] e, int eAt, long[] a, int aAt, long[] b, int bAt, long[] out, int at, int n) {
    KERNELS.fold(e, eAt, a, aAt, b, bAt, out, at, n);
  }

  static void and(long[] a, int aAt, long[] b, int bAt, long[] out, int at, int n) {
    KERNELS.and(a, aAt, b, bAt, out, at, n);
  }

  static void xor(long[] a, int aAt, long[] b, int bAt, long[] out, int at, int n) {
    KERNELS.xor(a, aAt, b, bAt, out, at, n);
  }

  /** For n up to {@link #CHUNK}. */
  static void not(long[] a, int aAt, long[] out, int at, int n) {
    KERNELS.xor(a, aAt, ONES, 0, out, at, n);
  }
}
