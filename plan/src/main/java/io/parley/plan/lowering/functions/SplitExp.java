package io.parley.plan.lowering.functions;

import io.parley.crypto.SplitExponential;
import io.parley.plan.Words;
import org.jspecify.annotations.Nullable;

/**
 * e^x = (e^(x/2^k))^(2^k), with what is squared from a {@link SplitExponential}: 0 below the domain, e^end above it.
 *
 * @param from where e^x is half a unit in the last place
 * @param to the end of the domain
 * @param squarings k
 */
record SplitExp(double from, double to, int squarings, SplitExponential base) {
  private static final int MOST_SQUARINGS = 3;
  private static final int MOST_PIECE_BITS = 6;
  private static final int WORD_BITS = 59;
  /** Fraction bits beyond those are not right. */
  private static final int MOST_PRECISE = 20;
  /** In words of tape. */
  private static final int SQUARING_COSTS = 12;
  /** Bits behind those that the result needs. */
  private static final int GUARD = 4;
  private static final double LOG2_E = 1 / Math.log(2);

  /** The cheapest. */
  static SplitExp of(int f, boolean negative) {
    double from = Exponential.from(f);
    double to = Exponential.to(f, negative);
    @Nullable
    SplitExp best = null;
    for (int squarings = 0; squarings <= (negative ? 0 : MOST_SQUARINGS); squarings++) {
      for (int pieceBits = 1; pieceBits <= MOST_PIECE_BITS; pieceBits++) {
        @Nullable
        SplitExponential base = base(f, from, to, squarings, pieceBits);
        if (base != null && (best == null || base.words() + SQUARING_COSTS * squarings < best.cost())) {
          best = new SplitExp(from, to, squarings, base);
        }
      }
    }
    if (best == null) {
      throw new IllegalStateException("No split is near enough to e^x for " + f + " fraction bits");
    }
    return best;
  }

  private int cost() {
    return base.words() + SQUARING_COSTS * squarings;
  }

  private static double start(double from) {
    return Math.floor(from - Window.SLACK);
  }

  /** Null if its factors do not fit words. */
  private static @Nullable SplitExponential base(int f, double from, double to, int squarings, int pieceBits) {
    double length = (to + Window.SLACK - start(from)) / (1 - Math.scalb(1.0, -pieceBits));
    int period = (int) Math.ceil(Math.log(length) * LOG2_E);
    double width = Math.scalb(1.0, period - pieceBits - squarings);
    int whole = (int) Math.ceil(Math.scalb(to, -squarings) * LOG2_E) + 1;
    int precise = Math.min(f, MOST_PRECISE) + GUARD + squarings;
    int dealt = precise + (int) Math.ceil(width * LOG2_E);
    int result = dealt + precise;
    return result + whole <= WORD_BITS
        ? new SplitExponential(f, period, pieceBits, squarings, result, dealt, Math.scalb(start(from), -squarings))
        : null;
  }

  int on(Words w, int x) {
    Window window = new Window(w, x);
    int below = window.below(from);
    int y = Exponential.squared(w, w.separated(base, w.plus(x, -start(from))), squarings, to);
    int z = w.atMost(y, 2 * w.bits(x));
    if (to == 0) {
      return w.mask(w.not(below), z);
    }
    int above = window.above(to);
    return w.add(w.mask(window.inside(below, above), z), w.times(w.number(above), Math.exp(to), w.bits(z)));
  }
}
