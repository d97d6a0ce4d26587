package io.parley.plan.lowering.functions;

import io.parley.plan.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * Integers times a {@link Power} and a power of two that everybody knows. Results keep the significant places of what is
 * multiplied, whatever its size: words are cut in two, so that neither loses places, and places are dropped last.
 *
 * @param exponent of the known power of two
 * @param resultBits results are below 2^this
 */
record Quotient(Words w, Power power, int exponent, int resultBits) {
  /** What a factor has at most, next to one below 4 with {@link Polynomial#BITS}. */
  private static final int FACTOR_BITS = 31;
  private static final int WORD_BITS = 62;
  private static final int MOST_GUARD = 16;

  /** Products of the upper and of the lower part of x with v; the upper one counts 2^split times. */
  private record Parts(int upper, int lower, int split) {}

  /** Places behind the point that are kept until the last product. */
  private int guard() {
    return Math.clamp(WORD_BITS - 1 - resultBits, 0, MOST_GUARD);
  }

  /** x·v·2^(s + exponent), for an integer |x| < 2^xBits; up to 1 and 2^−22 of itself. */
  int of(int x, int xBits) {
    int split = Math.max(0, xBits - FACTOR_BITS);
    if (split == 0) {
      return ofProducts(new Parts(w.words(w.mul(x, power.unit())), -1, 0));
    }
    int upper = w.right(x, split);
    int lower = w.sub(x, w.up(upper, split));
    return ofProducts(new Parts(w.words(w.mul(upper, power.unit())),
        w.words(w.mul(lower, power.unit())), split));
  }

  /** v·2^(s + exponent). */
  int ofOne() {
    return ofProducts(new Parts(w.words(power.unit()), -1, 0));
  }

  private int ofProducts(Parts parts) {
    List<Integer> each = new ArrayList<>();
    for (int shift : power.coarse()) {
      each.add(shifted(parts, shift + exponent - Polynomial.BITS + guard()));
    }
    int chosen = w.read(power.choose(each), guard());
    return w.words(w.at(w.mul(chosen, power.fine()), 0));
  }

  /** The product, times 2^by. */
  private int shifted(Parts parts, int by) {
    if (parts.split == 0) {
      return w.shifted(parts.upper, Math.max(by, -WORD_BITS));
    }
    int up = by + parts.split;
    if (up <= 0) {
      int sum = w.add(parts.upper, w.right(parts.lower, parts.split));
      return w.right(sum, Math.min(-up, WORD_BITS));
    }
    return w.add(w.up(parts.upper, up), w.shifted(parts.lower, by));
  }
}
