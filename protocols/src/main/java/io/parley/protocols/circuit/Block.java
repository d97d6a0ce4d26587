package io.parley.protocols.circuit;

/**
 * A leaf of {@link BlockTree}: k bits of c, public, against those of r. With ū_i = ¬c_i and V_S the product of the bits of r
 * in a set S, both eq = Π (ū_i ⊕ r_i) and lt = ⊕_i ū_i·r_i·Π_{j>i} (ū_j ⊕ r_j) are linear in the 2^k − 1 dealt V_S. Sets
 * are summed away one bit after the other, lowest first.
 *
 * @param from the lowest bit
 * @param bits k
 * @param needsEqual whether eq is asked for
 * @param firstPlane of V_S, by S − 1
 */
record Block(int from, int bits, boolean needsEqual, int firstPlane) {
  int planes() {
    return (1 << bits) - 1;
  }

  /** V_S for all S, n words from {@code at} on. */
  void products(long[] r, long[] out, int w, int at, int n) {
    for (int set = 1; set <= planes(); set++) {
      int plane = (firstPlane + set - 1) * w + at;
      int bit = (from + Integer.numberOfTrailingZeros(set)) * w + at;
      int rest = set & (set - 1);
      if (rest == 0) {
        System.arraycopy(r, bit, out, plane, n);
      } else {
        PlaneScratch.and(r, bit, out, (firstPlane + rest - 1) * w + at, out, plane, n);
      }
    }
  }

  /** n words of each plane from {@code at} on, those of V from {@code vAt}; the results go to {@code to}. */
  void evaluate(PlaneScratch p, long[] c, long[] v, int vAt, int w, int at, int n, long[] lt, long[] eq, int to) {
    int first = vAt + firstPlane * w + at;
    for (int j = 0; j < bits; j++) {
      PlaneScratch.not(c, (from + j) * w + at, p.e, 0, n);
      int half = 1 << (bits - 1 - j);
      for (int s = 0; s < half; s++) {
        int with = first + (((2 * s + 1) << j) - 1) * w;
        if (j == 0) {
          PlaneScratch.and(p.e, 0, v, with, p.g, s * n, n);
        } else {
          PlaneScratch.xor(v, with, p.g, 2 * s * n, p.g, s * n, n);
          PlaneScratch.fold(p.e, 0, p.g, s * n, p.g, (2 * s + 1) * n, p.g, s * n, n);
        }
        if (needsEqual) {
          equal(p, v, first, with, w, j, s, n);
        }
      }
    }
    System.arraycopy(p.g, 0, lt, to, n);
    if (needsEqual) {
      System.arraycopy(p.x, 0, eq, to, n);
    }
  }

  private static void equal(PlaneScratch p, long[] v, int first, int with, int w, int j, int s, int n) {
    if (j > 0) {
      PlaneScratch.fold(p.e, 0, p.x, 2 * s * n, p.x, (2 * s + 1) * n, p.x, s * n, n);
    } else if (s == 0) {
      PlaneScratch.fold(p.e, 0, p.one, 0, v, with, p.x, 0, n);
    } else {
      PlaneScratch.fold(p.e, 0, v, first + (2 * s - 1) * w, v, with, p.x, s * n, n);
    }
  }
}
