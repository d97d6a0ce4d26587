package io.parley.plan.lowering.functions;

import io.parley.crypto.Structure;
import io.parley.plan.Values;
import io.parley.plan.Words;
import java.util.List;

/** Numbers over the root of the mean of their squares, and such roots, right relative to the numbers whatever their size. */
public final class Spread {
  private static final int SUM_BITS = 62;
  private static final int WORD_BITS = 60;
  /** What is divided by a root below 2^this has 15 places of the root's inverse. */
  private static final int SPARED_BITS = 45;

  private Spread() {}

  /** x/√(mean of x² + ε) over the axes, with x less its mean if it is centred. */
  public static int normalised(Words w, int x, List<Integer> axes, boolean centred, double epsilon, int f) {
    SquareSum sum = new SquareSum(w, x, axes, centred, epsilon, f);
    SquareSum.Sums sums = sum.sums(epsilon);
    return over(w, sum, sums, sums.counting(w), Math.sqrt(sum.count), f);
  }

  /** x/√max(Σx², ε) along an axis. */
  public static int unit(Words w, int x, int axis, double epsilon, int f) {
    if (w.shape(x).dim(axis) == 0) {
      return x;
    }
    SquareSum sum = new SquareSum(w, x, List.of(axis), false, epsilon / w.shape(x).dim(axis), f);
    SquareSum.Sums sums = sum.sums(0);
    int counting = sums.counting(w);
    double least = Math.rint(epsilon / sum.scale / sum.scale);
    if (least >= 1) {
      int rest = w.plus(counting, -least);
      int below = w.isNegative(rest);
      // Large sums are above it, whatever their places without the last are.
      int replaced = sums.isLarge() < 0 ? below : w.and(below, w.not(sums.isLarge()));
      counting = w.sub(counting, w.mask(replaced, rest));
    }
    return over(w, sum, sums, counting, 1, f);
  }

  /** Words times c/√Σ, none of which is above c. */
  private static int over(Words w, SquareSum sum, SquareSum.Sums sums, int counting, double c, int f) {
    Magnitude m = Magnitude.ofSize(w, counting, SUM_BITS);
    // 1/√Σ = v·2^(s/2 − 31)
    int most = c == 1 ? 0 : Math.getExponent(c) + 1;
    int scale = WORD_BITS - f - most;
    int factor = c == 1
        ? w.words(m.inverseRoot(f))
        : w.words(w.at(w.times(m.inverseRoot(f), Math.scalb(c, -most), Polynomial.BITS), Polynomial.BITS));
    int inverse = w.words(w.mul(factor, m.power(2)));
    int shift = most - Polynomial.BITS - SUM_BITS / 2 + f + scale;
    if (sums.isLarge() < 0) {
      return w.read(product(w, sum, sum.words, w.shifted(inverse, shift), scale), f);
    }
    // Of large sums the words have places to spare.
    int spare = Math.max(0, sum.rootBits() - SPARED_BITS);
    int large = w.number(sums.isLarge());
    int small = w.minus(1, large);
    int ofSmall = product(w, sum, sum.words, w.mul(w.shifted(inverse, shift), small), 0);
    int ofLarge = product(w, sum, w.right(sum.words, spare),
        w.mul(w.shifted(inverse, shift + spare - sum.cut()), large), 0);
    return w.read(w.right(w.add(ofSmall, ofLarge), scale), f);
  }

  private static int product(Words w, SquareSum sum, int words, int inverse, int scale) {
    return w.right(sum.restored(w.mul(words, inverse)), scale);
  }

  /** √(Σx²/divisor) over the axes, with x less its mean if it is centred. */
  public static int root(Words w, int x, List<Integer> axes, boolean centred, double divisor, boolean keep, int f) {
    if (axes.stream().anyMatch(axis -> w.shape(x).dim(axis) == 0)) {
      return w.rearrange(new Structure.SumAxes(axes, keep), x);
    }
    SquareSum sum = new SquareSum(w, x, axes, centred, 0, f);
    SquareSum.Sums sums = sum.sums(0);
    Magnitude m = Magnitude.ofSize(w, sums.counting(w), SUM_BITS);
    // √Σ = √u·2^((62 − s)/2), with 2^(−s/2) = complement/2^(shifts/2)
    int root = w.words(w.mul(w.words(m.root(f)), m.complement()));
    double factor = Math.scalb(sum.scale / Math.sqrt(divisor), SUM_BITS / 2 - m.shifts() / 2 - Polynomial.BITS + f);
    int exact = scaled(w, root, factor, f);
    int result = sums.isLarge() < 0
        ? exact
        : w.choose(sums.isLarge(), scaled(w, root, Math.scalb(factor, sum.cut()), f), exact);
    return w.read(sum.reduced(w.mask(w.not(m.small()), result), keep), f);
  }

  /** Σx²/divisor over the axes, with x less its mean if it is centred. */
  public static int meanSquare(Words w, int x, List<Integer> axes, boolean centred, double divisor, boolean keep,
      int f) {
    SquareSum sum = new SquareSum(w, x, axes, centred, 0, f);
    SquareSum.Sums sums = sum.sums(0);
    double factor = Math.scalb(sum.scale * sum.scale / divisor, f);
    if (sums.isLarge() < 0) {
      return w.read(sum.reduced(scaled(w, sums.exact(), factor, f), keep), f);
    }
    // What does not count is beyond what words hold.
    int exact = w.mask(w.not(sums.isLarge()), sums.exact());
    int large = w.mask(sums.isLarge(), sums.large());
    int both = w.add(scaled(w, exact, factor, f), scaled(w, large, Math.scalb(factor, 2 * sum.cut()), f));
    return w.read(sum.reduced(both, keep), f);
  }

  /** An integer below 2^62 times a factor. */
  private static int scaled(Words w, int x, double factor, int f) {
    PublicPower power = PublicPower.of(w, Values.scalar(factor));
    return new Quotient(w, power, power.exponent(), 62 - f).of(x, SUM_BITS);
  }
}
