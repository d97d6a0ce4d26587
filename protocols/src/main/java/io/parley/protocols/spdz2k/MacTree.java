package io.parley.protocols.spdz2k;

import io.parley.protocols.circuit.LessThanTree;

/**
 * What {@link LessThanTree} does with bits, done with their MAC shares: a plane is n words, one for each element, and a
 * public bit is a mask. Step by step the same formulas.
 */
final class MacTree {
  private final int n;
  private final long delta;
  private final long[] first;
  private final long[] second;
  private final long[] third;

  /** @param delta this party's share of the key, by which MAC shares of public ones are made */
  MacTree(int n, long delta) {
    this.n = n;
    this.delta = delta;
    first = new long[n];
    second = new long[n];
    third = new long[n];
  }

  /**
   * @param notC planes of ¬c, public
   * @param r from {@code rFrom} on, 64 planes
   * @param q from {@code qFrom} on, the pairs' products
   */
  void leaves(long[] notC, long[] r, int rFrom, long[] q, int qFrom, long[] g, long[] p) {
    int w = AuthenticatedBits.words(n);
    for (int j = 0; j < LessThanTree.PAIRS; j++) {
      Masks.plane(notC, 2 * j * w, n, second, 0);
      Masks.plane(notC, (2 * j + 1) * w, n, first, 0);
      int lo = rFrom + 2 * j * n;
      int hi = lo + n;
      int both = qFrom + j * n;
      int at = j * n;
      for (int i = 0; i < n; i++) {
        long mixed = (first[i] & r[lo + i]) ^ q[both + i];
        g[at + i] = (first[i] & r[hi + i]) ^ (second[i] & mixed);
        p[at + i] = (first[i] & second[i] & delta) ^ mixed ^ (second[i] & r[hi + i]);
      }
    }
    Masks.plane(notC, 2 * LessThanTree.PAIRS * w, n, first, 0);
    int top = rFrom + 2 * LessThanTree.PAIRS * n;
    int at = LessThanTree.PAIRS * n;
    for (int i = 0; i < n; i++) {
      g[at + i] = first[i] & r[top + i];
      p[at + i] = (first[i] & delta) ^ r[top + i];
    }
  }

  /** The MAC shares of what a level opens, of masks from {@code from} on. */
  long[] masked(long[] g, long[] p, long[] masks, int from, int nodes) {
    long[] out = new long[LessThanTree.openedPlanes(nodes) * n];
    for (int node = 0; node < nodes; node++) {
      int lo = 2 * node * n;
      add(p, lo + n, masks, from, out, node * n);
      add(g, lo, masks, from, out, (nodes + node) * n);
      if (node > 0) {
        add(p, lo, masks, from, out, (2 * nodes + node - 1) * n);
      }
    }
    return out;
  }

  private void add(long[] x, int xFrom, long[] masks, int from, long[] out, int at) {
    for (int i = 0; i < n; i++) {
      out[at + i] = x[xFrom + i] ^ masks[from + at + i];
    }
  }

  /** In place, with the masks from {@code from} on and the products from {@code productsFrom} on. */
  void combine(long[] g, long[] p, long[] opened, long[] masks, int from, long[] products, int productsFrom,
      int nodes) {
    int w = AuthenticatedBits.words(n);
    for (int node = 0; node < nodes; node++) {
      int lo = 2 * node * n;
      int hi = lo + n;
      int at = node * n;
      int a = from + at;
      int ab = productsFrom + at;
      Masks.plane(opened, node * w, n, first, 0);
      Masks.plane(opened, (nodes + node) * w, n, second, 0);
      for (int i = 0; i < n; i++) {
        g[at + i] = g[hi + i] ^ (first[i] & g[lo + i]) ^ (second[i] & masks[a + i]) ^ products[ab + i];
      }
      if (node > 0) {
        int ac = productsFrom + (nodes + node - 1) * n;
        Masks.plane(opened, (2 * nodes + node - 1) * w, n, third, 0);
        for (int i = 0; i < n; i++) {
          p[at + i] = (first[i] & p[lo + i]) ^ (third[i] & masks[a + i]) ^ products[ac + i];
        }
      }
    }
  }
}
