package io.parley.protocols.circuit;

/**
 * The circuit for c < r with c public and the bits of r shared, over the low 63 bits of each of n elements, bit-sliced: a
 * plane holds one bit of each element in w words.
 *
 * <p>A run of bits is summed up by two bits: g, "c < r here", and p, "c = r here". Runs combine by g = g_hi ⊕ p_hi·g_lo
 * and p = p_hi·p_lo. The 32 leaves are pairs of bits (2j + 1, 2j), and bit 62 alone: since the dealer deals the products
 * q_j = r_{2j+1}·r_{2j}, a pair is linear in what is shared. Five levels of combining follow. The lowest run of a level
 * needs no p, so a level of h nodes opens 3h − 1 planes.
 */
public final class LessThanTree {
  /** Bits 62 … 0 as 31 pairs and a single. */
  public static final int LEAVES = 32;
  public static final int PAIRS = 31;

  private LessThanTree() {}

  /** Planes that a level of h nodes opens: p_hi and g_lo of each node, p_lo of each but the lowest. */
  public static int openedPlanes(int nodes) {
    return 3 * nodes - 1;
  }

  /** Planes that the dealer deals for it: p_hi·g_lo masks' products, then p_hi·p_lo masks' products. */
  public static int dealtPlanes(int nodes) {
    return 2 * nodes - 1;
  }

  /** The products q_j of r's planes, for the dealer. */
  public static long[] pairProducts(long[] r, int w) {
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
  public static void leaves(long[] c, long[] r, long[] q, long ones, int w, long[] g, long[] p) {
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

  /** This party's shares of what a level opens, masked: d = p_hi ⊕ a, e = g_lo ⊕ b, f = p_lo ⊕ c; planes d, e, f. */
  public static long[] masked(long[] g, long[] p, long[] masks, int nodes, int w) {
    long[] out = new long[masks.length];
    int e = nodes * w;
    int f = 2 * nodes * w;
    for (int i = 0; i < nodes; i++) {
      int lo = 2 * i * w;
      int hi = lo + w;
      int at = i * w;
      for (int k = 0; k < w; k++) {
        out[at + k] = p[hi + k] ^ masks[at + k];
        out[e + at + k] = g[lo + k] ^ masks[e + at + k];
      }
      for (int k = 0; i > 0 && k < w; k++) {
        out[f + at - w + k] = p[lo + k] ^ masks[f + at - w + k];
      }
    }
    return out;
  }

  /**
   * Combines a level's runs in place, so that nodes 0 … h − 1 stand in the first h planes of g and p: p_hi·g_lo = d·[g_lo]
   * ⊕ e·[a] ⊕ [ab], and p_hi·p_lo likewise.
   */
  public static void combine(long[] g, long[] p, long[] opened, long[] masks, long[] products, int nodes, int w) {
    int e = nodes * w;
    int f = 2 * nodes * w;
    for (int i = 0; i < nodes; i++) {
      int lo = 2 * i * w;
      int hi = lo + w;
      int at = i * w;
      for (int k = 0; k < w; k++) {
        g[at + k] = g[hi + k] ^ (opened[at + k] & g[lo + k]) ^ (opened[e + at + k] & masks[at + k]) ^ products[at + k];
      }
      for (int k = 0; i > 0 && k < w; k++) {
        p[at + k] = (opened[at + k] & p[lo + k]) ^ (opened[f + at - w + k] & masks[at + k])
            ^ products[e + at - w + k];
      }
    }
  }

  /** The dealer's products of the masks of a level: ab for each node, then ac for each but the lowest. */
  public static long[] maskProducts(long[] masks, int nodes, int w) {
    long[] out = new long[dealtPlanes(nodes) * w];
    int b = nodes * w;
    for (int k = 0; k < b; k++) {
      out[k] = masks[k] & masks[b + k];
    }
    for (int k = w; k < b; k++) {
      out[b + k - w] = masks[k] & masks[2 * b + k - w];
    }
    return out;
  }
}
