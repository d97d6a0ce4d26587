package io.parley.protocols.circuit;

/**
 * Combines F neighbouring runs. Opened are L_j = lt_j ⊕ μ_j for all but the highest run, and E_i = eq_i ⊕ δ_i for all, but
 * for the lowest only if eq is asked for. Dealt are D_S, the products of the δ_i in a set S, and M_{j,S} = μ_j·D_S for sets
 * of runs above j. Then lt and eq are linear in what is shared; sets are summed away as in {@link Block}.
 *
 * @param first the lowest run
 * @param runs F
 * @param needsEqual whether eq is asked for
 * @param result the run that this becomes
 * @param openedPlane the first of what is opened, masks alike: L_0 …, then E
 * @param dealtPlane the first of the products: D, then M_0, M_1 …
 */
record Gate(int first, int runs, boolean needsEqual, int result, int openedPlane, int dealtPlane) {
  /** The lowest E. */
  private int lowest() {
    return needsEqual ? 0 : 1;
  }

  int openedPlanes() {
    return runs == 1 ? 0 : runs - 1 + runs - lowest();
  }

  int dealtPlanes() {
    return runs == 1 ? 0 : productOf(runs - 1);
  }

  /** Sets of at least two: all others of one size or less stand elsewhere. */
  private int sets() {
    int e = runs - lowest();
    return (1 << e) - 1 - e;
  }

  /** M_{j,S} for S nonempty: the first product of j. */
  private int productOf(int j) {
    int at = sets();
    for (int i = 0; i < j; i++) {
      at += (1 << (runs - 1 - i)) - 1;
    }
    return at;
  }

  private int lt(int j) {
    return openedPlane + j;
  }

  private int eq(int i) {
    return openedPlane + runs - 1 + i - lowest();
  }

  /** The product D_S of a set of at least two, by its rank among those. */
  private int rank(int set) {
    int s = set >>> lowest();
    return s - 2 - (31 - Integer.numberOfLeadingZeros(s));
  }

  void mask(long[] lt, long[] eq, long[] masks, int masksAt, int w, long[] out) {
    for (int j = 0; runs > 1 && j < runs; j++) {
      if (j < runs - 1) {
        PlaneScratch.xor(lt, (first + j) * w, masks, masksAt + lt(j) * w, out, lt(j) * w, w);
      }
      if (j >= lowest()) {
        PlaneScratch.xor(eq, (first + j) * w, masks, masksAt + eq(j) * w, out, eq(j) * w, w);
      }
    }
  }

  /** The dealer's products, n words from {@code at} on. */
  void products(long[] masks, long[] out, int w, int at, int n) {
    if (runs == 1) {
      return;
    }
    for (int set = 1; set < 1 << runs; set++) {
      int rest = set & (set - 1);
      if (rest != 0 && (needsEqual || (set & 1) == 0)) {
        int bit = Integer.numberOfTrailingZeros(set);
        boolean single = isSingle(rest);
        long[] from = single ? masks : out;
        int plane = single ? eq(Integer.numberOfTrailingZeros(rest)) : dealtPlane + rank(rest);
        PlaneScratch.and(masks, eq(bit) * w + at, from, plane * w + at, out, (dealtPlane + rank(set)) * w + at, n);
      }
    }
    for (int j = 0; j < runs - 1; j++) {
      for (int s = 1; s < 1 << (runs - 1 - j); s++) {
        int set = s << (j + 1);
        boolean single = isSingle(set);
        long[] from = single ? masks : out;
        int plane = single ? eq(Integer.numberOfTrailingZeros(set)) : dealtPlane + rank(set);
        PlaneScratch.and(masks, lt(j) * w + at, from, plane * w + at, out, (dealtPlane + productOf(j) + s - 1) * w + at,
            n);
      }
    }
  }

  /** n words of each plane from {@code at} on. */
  void evaluate(PlaneScratch p, long[] lt, long[] eq, long[] opened, BlockTree.Dealt dealt, int w, int at, int n) {
    int to = result * w + at;
    int top = (first + runs - 1) * w + at;
    if (runs == 1) {
      System.arraycopy(lt, top, lt, to, n);
      System.arraycopy(eq, top, eq, to, n);
      return;
    }
    for (int j = 0; j < runs - 1; j++) {
      for (int s = 0; s < 1 << (runs - 1 - j); s++) {
        term(p, j, s, opened, dealt, w, at, n);
      }
    }
    int e = eq(runs - 1) * w + at;
    PlaneScratch.fold(opened, e, p.g, 0, p.g, n, p.g, 0, n);
    PlaneScratch.xor(lt, top, p.g, 0, lt, to, n);
    if (needsEqual) {
      equal(p, opened, dealt, w, at, n);
      System.arraycopy(p.x, 0, eq, to, n);
    }
  }

  /** G_j at a set s of the runs above j: L_j·D ⊕ M_j ⊕ E_j·G_{j−1} ⊕ G_{j−1}, the latter without and with j. */
  private void term(PlaneScratch p, int j, int s, long[] opened, BlockTree.Dealt dealt, int w, int at, int n) {
    long[] m = s == 0 ? dealt.masks() : dealt.products();
    int mAt = s == 0
        ? dealt.masksAt() + lt(j) * w + at
        : dealt.productsAt() + (dealtPlane + productOf(j) + s - 1) * w + at;
    int set = s << (j + 1);
    PlaneScratch.fold(opened, lt(j) * w + at, array(p, set, dealt), offset(set, dealt, w, at), m, mAt, p.e, 0, n);
    if (j == 0) {
      System.arraycopy(p.e, 0, p.g, s * n, n);
    } else {
      PlaneScratch.fold(opened, eq(j) * w + at, p.g, 2 * s * n, p.g, (2 * s + 1) * n, p.g, s * n, n);
      PlaneScratch.xor(p.e, 0, p.g, s * n, p.g, s * n, n);
    }
  }

  private void equal(PlaneScratch p, long[] opened, BlockTree.Dealt dealt, int w, int at, int n) {
    for (int i = 0; i < runs; i++) {
      int e = eq(i) * w + at;
      for (int s = 0; s < 1 << (runs - 1 - i); s++) {
        if (i == 0) {
          PlaneScratch.fold(opened, e, array(p, 2 * s, dealt), offset(2 * s, dealt, w, at), array(p, 2 * s + 1, dealt),
              offset(2 * s + 1, dealt, w, at), p.x, s * n, n);
        } else {
          PlaneScratch.fold(opened, e, p.x, 2 * s * n, p.x, (2 * s + 1) * n, p.x, s * n, n);
        }
      }
    }
  }

  /** Where D_S stands. */
  private static long[] array(PlaneScratch p, int set, BlockTree.Dealt dealt) {
    return set == 0 ? p.one : isSingle(set) ? dealt.masks() : dealt.products();
  }

  private int offset(int set, BlockTree.Dealt dealt, int w, int at) {
    if (set == 0) {
      return 0;
    }
    return isSingle(set)
        ? dealt.masksAt() + eq(Integer.numberOfTrailingZeros(set)) * w + at
        : dealt.productsAt() + (dealtPlane + rank(set)) * w + at;
  }

  private static boolean isSingle(int set) {
    return (set & (set - 1)) == 0;
  }
}
