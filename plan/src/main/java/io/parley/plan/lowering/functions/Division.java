package io.parley.plan.lowering.functions;

import io.parley.plan.Values;
import io.parley.plan.Words;
import java.util.Arrays;
import java.util.Optional;

/** Quotients that keep relative precision: the divisor is normalised, and its power of two undone after the product. */
public final class Division {
  /** Quotients of less than this have their last place right. */
  private static final int MOST_RESULT_BITS = 47;

  private final Words w;
  private final int f;

  private Division(Words w, int f) {
    this.w = w;
    this.f = f;
  }

  /** Words of operands of products stay below 2^this. */
  private int operandBits() {
    return 62 - f;
  }

  private int resultBits() {
    return Math.min(operandBits(), MOST_RESULT_BITS);
  }

  /** x/y; 0 where y is. */
  public static int of(Words w, int x, int y, int f) {
    Optional<Values> known = w.known(y);
    return known.isPresent()
        ? new Division(w, f).timesKnown(x, Divisor.map(known.get(), v -> v == 0 ? 0 : 1 / v))
        : new Division(w, f).quotient(x, y);
  }

  /** 1/y; 0 where y is 0. */
  static int reciprocal(Words w, int y) {
    int f = w.bits(y);
    Division division = new Division(w, f);
    Divisor by = Divisor.of(w, y, division.operandBits(), f);
    return w.read(division.by(by, w.mul(by.power().unit(), by.sign()), 2 * f).ofOne(), f);
  }

  private Quotient by(Divisor by, int unit, int bits) {
    return new Quotient(w, by.power().with(unit), by.exponent() + bits, resultBits());
  }

  private int quotient(int x, int y) {
    Divisor by = Divisor.of(w, y, operandBits(), f);
    int unit = by.power().unit();
    boolean wide = w.shape(x).size() > w.shape(y).size();
    Quotient q = by(by, wide ? w.mul(unit, by.sign()) : unit, f);
    return w.read(q.of(w.words(wide ? x : w.mul(x, by.sign())), operandBits()), f);
  }

  /** x·c. */
  private int timesKnown(int x, Values c) {
    double[] sizes = Arrays.stream(c.data()).map(Math::abs).filter(v -> v > 0).sorted().toArray();
    if (sizes.length > 0) {
      int zeros = Math.max(0, -Math.getExponent(sizes[sizes.length - 1]) - 1);
      int bits = f + Math.min(f, zeros);
      if (sizes[0] >= Math.scalb(1.0, f - 1 - bits)) {
        return w.mul(x, w.constant(c, bits));
      }
    }
    PublicPower power = PublicPower.of(w, c);
    return w.read(new Quotient(w, power, power.exponent(), resultBits()).of(w.words(x), operandBits()), f);
  }

  /** x/√y; 0 where y is not above 0. */
  public static int overRoot(Words w, int x, int y, int f) {
    Division division = new Division(w, f);
    Quotient q = division.root(y);
    return w.read(q.of(w.words(x), division.operandBits()), f);
  }

  /** 1/√y; 0 where y is not above 0. */
  static int inverseRoot(Words w, int y) {
    int f = w.bits(y);
    Quotient q = new Division(w, f).root(y);
    return w.read(new Quotient(w, q.power(), q.exponent() + f, q.resultBits()).ofOne(), f);
  }

  private Quotient root(int y) {
    // √(word·2^−f) = √u·2^((high − f − s)/2)
    Magnitude m = Magnitude.of(w, y, 0, operandBits());
    int unit = m.unlessSmall(m.inverseRoot(f), 0);
    return new Quotient(w, new SecretPower(w, m, unit, 2), (f - m.high()) / 2, resultBits());
  }
}
