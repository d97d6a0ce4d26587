package io.parley.plan.lowering.functions;

import io.parley.plan.Function;
import io.parley.plan.Values;
import java.util.ArrayList;
import java.util.List;

/**
 * Functions of positive numbers of any size: x is brought to u ∈ [1/4, 1) by powers of two, in as many comparisons as the
 * number of its bits has bits, and the function of u by the functions of those powers.
 *
 * <p>With x a word of f fraction bits, 2^low ≤ word < 2^high: where word/2^high is below 2^−w it is multiplied by 2^w, for w
 * from half the width on, until the width is 2. Where a protocol truncates for free the comparisons look at the leading
 * bits only, so that what is just below a bound may count as above, and u may be just below 1/4.
 */
final class Magnitude {
  /** u ∈ [2^−WIDTH, 1). */
  private static final int WIDTH = 2;
  /** Below 2^−this a quotient grows no further. */
  private static final int SMALLEST_DIVISOR = 10;
  /** Bits behind a bound that is compared with. */
  private static final int GUARD = 6;
  private static final int RECIPROCAL_BITS = 23;
  /** What the word of a quotient is kept below. */
  private static final int WORD_BITS = 61;

  /** Whether the word was multiplied by 2^shift. */
  private record Step(int bit, int shift) {}

  private final Words w;
  private final int high;
  private final int low;
  private final List<Step> steps = new ArrayList<>();
  /** Whether x is so small that the smallest number stands for it; −1 if it cannot be. */
  private final int small;
  private final int unit;

  /** @param small whether a word is below 2^low; whatever comes of that is replaced in the end */
  private Magnitude(Words w, int x, int small, int low, int high) {
    this.w = w;
    this.low = low;
    this.high = high;
    this.small = small;
    this.unit = normalise(w.down(x, high - w.bits(x)));
  }

  private static Magnitude of(Words w, int x, int low, int high) {
    double least = Math.scalb(1.0, low - w.bits(x));
    int small = w.isBelow(x, least);
    // Where much goes on at a time it takes fewer rounds to replace the result only.
    return new Magnitude(w, w.separates() ? x : w.replaced(small, least, x), small, low, high);
  }

  private int normalise(int x) {
    int word = x;
    for (int width = high - low; width > WIDTH;) {
      // Even, so that there are square roots.
      int shift = (width / 2 + 1) / 2 * 2;
      int bit = isBelow(word, -shift);
      word = w.add(word, w.mask(bit, w.sub(w.up(word, shift), word)));
      steps.add(new Step(bit, shift));
      width = Math.max(shift, width - shift);
    }
    return word;
  }

  private int isBelow(int x, int exponent) {
    return w.isBelow(w.separates() ? w.atMost(x, GUARD - exponent) : x, Math.scalb(1.0, exponent));
  }

  /** f(u), up to 2^−bits. */
  private int ofUnit(Function f, int bits) {
    double least = Math.scalb(1.0, -WIDTH);
    return w.smooth(f, least - Math.scalb(least, -GUARD), 1, Math.scalb(1.0, -bits), unit);
  }

  /** The exponent of the largest number that a plan may hold, as a word. */
  private static int high(int f) {
    return 60 - f;
  }

  static int log(Words w, int x) {
    int f = w.bits(x);
    Magnitude m = of(w, x, 0, high(f));
    int sum = w.plus(m.ofUnit(Function.LOG, Math.min(f, 18) + 1), (m.high - f) * Math.log(2));
    for (Step step : m.steps) {
      sum = w.sub(sum, w.at(w.times(w.number(step.bit), step.shift * Math.log(2), w.bits(sum)), w.bits(sum)));
    }
    return m.unlessSmall(w.atMost(sum, 2 * f), -f * Math.log(2));
  }

  /** y, but c where x was too small. */
  private int unlessSmall(int y, double c) {
    return w.add(w.mask(w.not(small), y), w.times(w.number(small), c, w.bits(y)));
  }

  /** Of |x|, with x's sign. */
  static int reciprocal(Words w, int x) {
    int f = w.bits(x);
    int negative = w.isNegative(x);
    // The word of a quotient has bits left for larger numbers only if it ends there.
    Magnitude m = of(w, w.sizeOf(x, w.mask(negative, x)), Math.max(0, f - SMALLEST_DIVISOR), high(f));
    int quotient = m.inverse(f);
    return w.signed(negative,
        w.separates() ? m.unlessSmall(quotient, Math.scalb(1.0, Math.min(f, SMALLEST_DIVISOR))) : quotient);
  }

  /** Of numbers that are at least 1, but for rounding. */
  static int reciprocalAboveOne(Words w, int x) {
    int f = w.bits(x);
    return new Magnitude(w, x, -1, f - 1, high(f)).inverse(f);
  }

  /** 1/x, with at most 2f fraction bits. */
  private int inverse(int f) {
    int inverse = w.separates()
        ? ofUnit(Function.RECIPROCAL, RECIPROCAL_BITS)
        : newton(w, unit, Polynomial.interpolate(u -> 1 / u, Math.scalb(1.0, -WIDTH), 1, 6));
    // 1/x = 1/u · 2^Σ shifts of the steps taken · 2^(f − high)
    int whole = high - low + 1;
    int result = w.mul(w.at(inverse, Math.min(Polynomial.BITS, WORD_BITS - whole)), powers(1));
    return w.atMost(w.down(result, high - f), 2 * f);
  }

  /** y·(2 − u·y), which squares the relative error of y ≈ 1/u. */
  private static int newton(Words w, int u, Polynomial start) {
    int unit = w.atMost(u, Polynomial.BITS);
    int y = w.at(start.on(w, unit), Polynomial.BITS);
    return w.mul(y, w.at(w.minus(2, w.mul(unit, y)), Polynomial.BITS));
  }

  static int sqrt(Words w, int x) {
    int f = w.bits(x);
    Magnitude m = of(w, x, 0, evenDistance(f));
    int root = w.at(m.ofUnit(Function.SQRT, Math.min(f, 18) + 2), Polynomial.BITS);
    // √x = √u · 2^((high − f)/2) / 2^(Σ taken/2), and the last is 2^(Σ not taken/2) / 2^(Σ all/2)
    int result = w.mul(root, m.complement());
    int up = (m.high - f - m.shifts()) / 2;
    int scaled = up <= 0 ? w.down(result, -up) : w.up(result, up);
    return w.mask(w.not(m.small), w.atMost(scaled, 2 * f));
  }

  static int rsqrt(Words w, int x) {
    int f = w.bits(x);
    Magnitude m = of(w, x, 0, evenDistance(f));
    int root = w.at(m.ofUnit(Function.RSQRT, Math.min(f, 18) + 1), Polynomial.BITS);
    int result = w.atMost(w.down(w.mul(root, m.powers(2)), (m.high - f) / 2), 2 * f);
    return m.unlessSmall(result, Math.scalb(1.0, f / 2));
  }

  private static int evenDistance(int f) {
    return high(f) - (high(f) - f) % 2;
  }

  private int shifts() {
    return steps.stream().mapToInt(Step::shift).sum();
  }

  /** 2^(Σ shifts of the steps taken / root), a whole number. */
  private int powers(int root) {
    return product(root, true);
  }

  /** 2^(Σ shifts of the steps not taken / 2). */
  private int complement() {
    return product(2, false);
  }

  private int product(int root, boolean taken) {
    int product = -1;
    for (Step step : steps) {
      int bit = taken ? step.bit : w.not(step.bit);
      double factor = Math.scalb(1.0, step.shift / root) - 1;
      product = product < 0
          ? w.plus(w.times(w.number(bit), factor, 0), 1)
          : w.add(product, w.mask(bit, w.times(product, factor, 0)));
    }
    if (product < 0) {
      return w.constant(Values.scalar(1), 0);
    }
    return product;
  }
}
