package io.parley.protocols.replicated;

/**
 * x ≫ f for |x| < 2^62, where x = c + X, party 0 has X, and parties 1 and 2 have c.
 *
 * <p>With r = −X and c' = c + 2^62 = (x + 2^62) + r mod 2^64 and x + 2^62 < 2^63, c' wraps iff r_63 = 1 and c'_63 = 0. So x ≫ f = (c' ≫
 * f) − 2^(62−f) − (r ≫ f) + (1 − c'_63)·r_63·2^(64−f), up to the borrow of the dropped bits. Party 0 deals r ≫ f, the
 * message going to party 1, and r_63·2^(64−f), the message going to party 2; the rest is linear. 2 rounds: 16 bytes from
 * party 0, 8 from the others.
 */
final class ReplicatedTruncation {
  private final ReplicatedScope scope;
  private final int bits;

  ReplicatedTruncation(ReplicatedScope scope, int bits) {
    this.scope = scope;
    this.bits = bits;
  }

  /**
   * Party 0's side.
   *
   * @param held X
   */
  Components deal(long[] held) {
    int n = held.length;
    long[] shifted = scope.streamed(1, n);
    for (int i = 0; i < n; i++) {
      shifted[i] = (-held[i] >>> bits) - shifted[i];
    }
    scope.send(1, shifted);
    long[] top = scope.streamed(2, n);
    for (int i = 0; i < n; i++) {
      top[i] = (-held[i] >>> 63 << (64 - bits)) - top[i];
    }
    scope.send(2, top);
    return scope.reshared(n);
  }

  /** The side of parties 1 and 2. */
  Components evaluate(long[] c) {
    int n = c.length;
    long[] shifted = scope.dealt(1, n);
    long[] top = scope.dealt(2, n);
    long one = scope.addsCommonTerms() ? -1 : 0;
    long[] v = new long[n];
    for (int i = 0; i < n; i++) {
      long lifted = c[i] + (1L << 62);
      v[i] = (((lifted >>> bits) - (1L << (62 - bits))) & one) - shifted[i] + (top[i] & ~(lifted >> 63));
    }
    return scope.reshare(v);
  }
}
