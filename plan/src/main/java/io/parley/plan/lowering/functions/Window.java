package io.parley.plan.lowering.functions;

import io.parley.plan.Words;

/**
 * Where x lies: below, inside or above [from, to], all found at once. Ends are rough: comparisons look at
 * {@link #ROUGH_BITS} fraction bits only, so what is inside may reach as far as {@link #SLACK} beyond.
 */
final class Window {
  /** How far beyond an end x may still count as inside. */
  static final double SLACK = 1.0 / 16;
  private static final int ROUGH_BITS = 4;

  private final Words w;
  private final int rough;

  Window(Words w, int x) {
    this.w = w;
    this.rough = w.atMost(x, ROUGH_BITS);
  }

  int below(double from) {
    return w.isBelow(rough, Math.rint(from / SLACK) * SLACK);
  }

  int above(double to) {
    return w.isAbove(rough, Math.rint(to / SLACK) * SLACK);
  }

  int inside(int below, int above) {
    return w.not(w.xor(below, above));
  }
}
