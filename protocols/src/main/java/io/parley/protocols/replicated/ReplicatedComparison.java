package io.parley.protocols.replicated;

import io.parley.crypto.RingKernels;

/**
 * The sign of x = c − r, where party 0 has r, and parties 1 and 2 have c: c_63 ⊕ r_63 ⊕ (c mod 2^63 < r mod 2^63).
 *
 * <p>Party 0 deals the 64 planes of r, the message going to party 2, and the 31 products that {@link LessThanTree} wants,
 * the message going to party 1. The leaves of the tree are then linear; they are reshared, 63 planes, since the lowest
 * leaf needs no p. Five levels of ANDs on components follow, of 31, 15, 7, 3 and 1 planes. 7 rounds; 152 bits an element
 * from party 0, 120 from the others.
 *
 * <p>Level by level, the runs of h leaves are 2h − 1 planes: g of all, then p of all but the lowest.
 */
final class ReplicatedComparison {
  private static final int LEAVES = LessThanTree.LEAVES;
  private static final int PAIRS = LessThanTree.PAIRS;

  private final ReplicatedScope scope;
  /** Words of a plane. */
  private final int w;

  ReplicatedComparison(ReplicatedScope scope, int w) {
    this.scope = scope;
    this.w = w;
  }

  /** Party 0's side, from the planes of r. */
  Components deal(long[] r) {
    long[] q = LessThanTree.pairProducts(r, w);
    scope.dealBits(2, r);
    scope.dealBits(1, q);
    return root(scope.reshared((2 * LEAVES - 1) * w));
  }

  /** The side of parties 1 and 2, from the planes of c. */
  Components evaluate(long[] c) {
    long[] r = scope.dealt(2, 64 * w);
    long[] q = scope.dealt(1, PAIRS * w);
    long ones = scope.addsCommonTerms() ? -1 : 0;
    long[] runs = new long[(2 * LEAVES - 1) * w];
    long[] p = new long[LEAVES * w];
    LessThanTree.leaves(c, r, q, ones, w, runs, p);
    System.arraycopy(p, w, runs, LEAVES * w, (LEAVES - 1) * w);
    // The highest g is linear in the root's, and so takes the two top bits along.
    for (int k = 0, highest = (LEAVES - 1) * w, top = 63 * w; k < w; k++) {
      runs[highest + k] ^= (c[top + k] & ones) ^ r[top + k];
    }
    return root(scope.reshareBits(runs));
  }

  private Components root(Components leaves) {
    Components runs = leaves;
    for (int nodes = LEAVES / 2; nodes >= 1; nodes /= 2) {
      runs = scope.circulate(combined(runs, nodes));
    }
    return runs;
  }

  /** This party's z_i of g = g_hi ⊕ p_hi·g_lo and p = p_hi·p_lo. */
  private long[] combined(Components runs, int nodes) {
    long[] own = runs.own();
    int firstP = 2 * nodes * w;
    long[] z = scope.zeroBits((2 * nodes - 1) * w);
    for (int i = 0; i < nodes; i++) {
      int lo = 2 * i * w;
      int hi = lo + w;
      and(runs, firstP + lo, lo, z, i * w);
      RingKernels.get().xor(z, i * w, own, hi, z, i * w, w);
      if (i > 0) {
        and(runs, firstP + lo, firstP + lo - w, z, (nodes + i - 1) * w);
      }
    }
    return z;
  }

  /** Adds this party's cross terms of a plane's product with another. */
  private void and(Components runs, int a, int b, long[] z, int to) {
    long[] own = runs.own();
    long[] next = runs.next();
    for (int k = 0; k < w; k++) {
      z[to + k] ^= (own[a + k] & (own[b + k] ^ next[b + k])) ^ (next[a + k] & own[b + k]);
    }
  }
}
