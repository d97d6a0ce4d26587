package io.parley.protocols.replicated;

/**
 * The circuit for c < r with c public and the bits of r shared, over the low 63 bits of each of n elements, bit-sliced: a
 * plane holds one bit of each element in w words.
 *
 * <p>A run of bits is summed up by two bits: g, "c < r here", and p, "c = r here". Runs combine by g = g_hi ⊕ p_hi·g_lo
 * and p = p_hi·p_lo. The 32 leaves are pairs of bits (2j + 1, 2j), and bit 62 alone: since the dealer deals the products
 * q_j = r_{2j+1}·r_{2j}, a pair is linear in what is shared. Five levels of combining follow. The lowest run of a level
 * needs no p, so a level of h nodes opens 3h − 1 planes.
 */
final class LessThanTree {
  /** Bits 62 … 0 as 31 pairs and a single. */
  static final int LEAVES = 32;
  static final int PAIRS = 31;

  private LessThanTree() {}

  /** The products q_j of r's planes, for the dealer. */
  static long[] pairProducts(long[] r, int w) {
    long[] q = new long[PAIRS * w];
    for (int j = 0; j < PAIRS; j++) {
      int lo = 2 * j * w;
      for (int k = 0; k < w; k++) {
        q[j * w + k] = r[lo + w + k] & r[lo + k];
      }
    }
    return q;
  }

  /**
   * The leaves, as shares.
   *
   * @param c planes of c, public
   * @param r shares of the planes of r
   * @param q shares of the products
   * @param ones all ones for the one party that adds public terms, zero for the others
   * @param g 32 planes, out
   * @param p 32 planes, out
   */
  static void leaves(long[] c, long[] r, long[] q, long ones, int w, long[] g, long[] p) {
    for (int j = 0; j < PAIRS; j++) {
      int lo = 2 * j * w;
      int hi = lo + w;
      int at = j * w;
      for (int k = 0; k < w; k++) {
        long cHi = ~c[hi + k];
        long cLo = ~c[lo + k];
        long rHi = r[hi + k];
        long rLo = r[lo + k];
        long both = q[at + k];
        long mixed = (cHi & rLo) ^ both;
        g[at + k] = (cHi & rHi) ^ (cLo & mixed);
        p[at + k] = (cHi & cLo & ones) ^ mixed ^ (cLo & rHi);
      }
    }
    int top = 2 * PAIRS * w;
    for (int k = 0, at = PAIRS * w; k < w; k++, at++) {
      long cTop = ~c[top + k];
      g[at] = cTop & r[top + k];
      p[at] = (cTop & ones) ^ r[top + k];
    }
  }
}
