package io.parley.plan.lowering.functions;

import io.parley.plan.Function;
import io.parley.plan.Values;
import io.parley.plan.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The size of positive numbers: a word below 2^high is u·2^(high − s), with u ∈ [1/4, 1) and an even s.
 *
 * <p>s is found in three stages, of digits with the values 16, 4 and 2: the word is compared with up to three bounds at
 * once, multiplied by the power that they tell, and the next stage looks closer. Where a protocol truncates for free the
 * comparisons look at the leading bits only, so that what is just below a bound may count as above, and u may be just
 * below 1/4.
 */
final class Magnitude {
  /** u ∈ [2^−WIDTH, 1). */
  private static final int WIDTH = 2;
  /** Bits behind a bound that is compared with. */
  private static final int GUARD = 6;
  private static final int MOST_DIGIT = 3;
  private static final int[] UNITS = {16, 4, 2};
  /** From so many fraction bits on what series give is not exact enough for a reciprocal. */
  private static final int SERIES_BITS = 20;

  private static final int SERIES_UNIT_BITS = 40;
  /** Newton's step makes 2^−28 of what it leaves. */
  private static final int RECIPROCAL_DEGREE = 8;
  private static final int MOST_ROOT_BITS = 21;

  /**
   * s = unit·digit + …
   *
   * @param below whether the word is below 2^(high − unit·d), for each digit d from 1 on
   */
  record Stage(int unit, List<Integer> below) {
    int digits() {
      return below.size();
    }

    /** 2^(unit·digit/root), as an integer. */
    int power(Words w, int root) {
      return sum(w, 1, IntStream.rangeClosed(1, digits())
          .mapToDouble(d -> Math.scalb(1.0, unit * d / root) - Math.scalb(1.0, unit * (d - 1) / root)).toArray());
    }

    /** 2^(unit·(digits − digit)/2), as an integer. */
    int complement(Words w) {
      return sum(w, Math.scalb(1.0, unit * digits() / 2), IntStream.rangeClosed(1, digits())
          .mapToDouble(d -> Math.scalb(1.0, unit * (digits() - d) / 2)
              - Math.scalb(1.0, unit * (digits() - d + 1) / 2))
          .toArray());
    }

    /** first, and for each bit that is 1 a step more. */
    private int sum(Words w, double first, double[] steps) {
      int sum = -1;
      for (int d = 0; d < steps.length; d++) {
        int step = w.times(w.number(below.get(d)), steps[d], 0);
        sum = sum < 0 ? w.plus(step, first) : w.add(sum, step);
      }
      return sum;
    }
  }

  private final Words w;
  private final int high;
  private final List<Stage> stages = new ArrayList<>();
  /** Whether the word is below 2^low; −1 if it cannot be. */
  private final int small;
  private int unit;

  private Magnitude(Words w, int x, int small, int low, int high) {
    this.w = w;
    this.high = high;
    this.small = small;
    int word = w.read(x, high);
    int span = high - low - WIDTH;
    for (int unit : UNITS) {
      int digits = Math.min(MOST_DIGIT, span / unit);
      if (digits > 0) {
        int looked = word;
        Stage stage = new Stage(unit,
            IntStream.rangeClosed(1, digits).mapToObj(d -> isBelow(looked, -unit * d)).toList());
        stages.add(stage);
        word = w.mul(word, stage.power(w, 1));
        span = Math.max(unit - 1, span - digits * unit);
      }
    }
    this.unit = word;
  }

  /** Of a word below 2^high. What is below 2^low counts as 2^low, or as whatever is replaced in the end. */
  static Magnitude of(Words w, int x, int low, int high) {
    double least = Math.scalb(1.0, low - w.bits(x));
    int small = w.isBelow(x, least);
    // Where much goes on at a time it takes fewer rounds to replace the result only.
    return new Magnitude(w, w.separates() ? x : w.replaced(small, least, x), small, low, high);
  }

  /** Of a word that is at least 0 and below 2^high; of 0, u is 1/2. */
  static Magnitude ofSize(Words w, int x, int high) {
    int zero = w.isBelow(x, Math.scalb(1.0, -w.bits(x)));
    Magnitude m = new Magnitude(w, x, zero, 0, high);
    m.unit = w.add(m.unit, w.times(w.number(zero), 0.5, high));
    return m;
  }

  /** Of a word that is at least 2^low, but for rounding, and below 2^high. */
  static Magnitude atLeast(Words w, int x, int low, int high) {
    return new Magnitude(w, x, -1, low, high);
  }

  private int isBelow(int x, int exponent) {
    return w.isBelow(w.separates() ? w.atMost(x, GUARD - exponent) : x, Math.scalb(1.0, exponent));
  }

  int high() {
    return high;
  }

  /** Whether the word is below 2^low. */
  int small() {
    return small;
  }

  List<Stage> stages() {
    return List.copyOf(stages);
  }

  /** f(u), up to 2^−bits. */
  int ofUnit(Function f, int bits) {
    double least = Math.scalb(1.0, -WIDTH);
    int rounded = w.atMost(unit, w.separates() ? SERIES_UNIT_BITS : Polynomial.BITS);
    return Smooth.of(w, f, least - Math.scalb(least, -GUARD), 1, Math.scalb(1.0, -bits), rounded);
  }

  /** 1/u, with {@link Polynomial#BITS}: up to 2^−23, or 2^−26 for more than {@link #SERIES_BITS} fraction bits. */
  int inverse(int f) {
    if (!w.separates()) {
      return newton(Polynomial.interpolate(u -> 1 / u, Math.scalb(1.0, -WIDTH), 1, RECIPROCAL_DEGREE)
          .on(w, w.atMost(unit, Polynomial.BITS)));
    }
    int series = ofUnit(Function.RECIPROCAL, 23);
    return f > SERIES_BITS ? newton(series) : w.at(series, Polynomial.BITS);
  }

  /** y·(2 − u·y), which squares the relative error of y ≈ 1/u. */
  private int newton(int start) {
    int u = w.atMost(unit, Polynomial.BITS);
    int y = w.at(start, Polynomial.BITS);
    int rest = w.minus(2, w.at(w.mul(u, y), Polynomial.BITS));
    return w.at(w.mul(y, rest), Polynomial.BITS);
  }

  /** 1/√u, with {@link Polynomial#BITS}: up to 2^−(f + 2), or 2^−23. */
  int inverseRoot(int f) {
    return w.at(ofUnit(Function.RSQRT, rootBits(f)), Polynomial.BITS);
  }

  /** √u, with {@link Polynomial#BITS}: as exact. */
  int root(int f) {
    return w.at(ofUnit(Function.SQRT, rootBits(f)), Polynomial.BITS);
  }

  private static int rootBits(int f) {
    return Math.min(f, MOST_ROOT_BITS) + 2;
  }

  /** y, but c where the word was too small. */
  int unlessSmall(int y, double c) {
    int kept = w.mask(w.not(small), y);
    return c == 0 ? kept : w.add(kept, w.times(w.number(small), c, w.bits(y)));
  }

  /** 2^(s/root), an integer. */
  int power(int root) {
    return product(stages.stream().map(stage -> stage.power(w, root)).toList());
  }

  /** 2^((shifts − s)/2), an integer. */
  int complement() {
    return product(stages.stream().map(stage -> stage.complement(w)).toList());
  }

  /** The largest s. */
  int shifts() {
    return stages.stream().mapToInt(stage -> stage.unit * stage.digits()).sum();
  }

  /** c·s, with so many fraction bits. */
  int timesShift(double c, int bits) {
    int sum = -1;
    for (Stage stage : stages) {
      for (int below : stage.below) {
        int part = w.times(w.number(below), stage.unit * c, bits);
        sum = sum < 0 ? part : w.add(sum, part);
      }
    }
    return sum < 0 ? w.constant(Values.scalar(0), bits) : sum;
  }

  private int product(List<Integer> factors) {
    return factors.stream().reduce(w::mul).orElseGet(() -> w.constant(Values.scalar(1), 0));
  }
}
