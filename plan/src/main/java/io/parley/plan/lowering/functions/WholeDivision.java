package io.parley.plan.lowering.functions;

import io.parley.plan.Words;

/**
 * ⌊x/y⌋ and what it leaves, exactly: a quotient is right in its upper 20 bits, so what it leaves is divided again until
 * that is off by two at most, which comparisons tell.
 */
public final class WholeDivision {
  /** Bits that a quotient has right, for certain. */
  private static final int BITS_AT_A_TIME = 20;
  /** Integers stay below 2^this. */
  public static final int INTEGER_BITS = 60;

  private final Words w;
  private final Divisor by;
  private int quotient;
  private int rest;

  private WholeDivision(Words w, int x, int y, int f) {
    this.w = w;
    int bits = f == 0 ? INTEGER_BITS : 62 - f;
    by = Divisor.of(w, y, bits, f);
    rest = w.words(w.mul(w.words(x), by.sign()));
    quotient = -1;
    int most = f == 0 ? INTEGER_BITS : 62 - 2 * f;
    while (most > BITS_AT_A_TIME) {
      step(bits, most);
      most -= BITS_AT_A_TIME;
    }
    step(bits, most);
    correct();
  }

  private void step(int bits, int most) {
    int part = new Quotient(w, by.power(), by.exponent(), most).of(rest, bits + 1);
    quotient = quotient < 0 ? part : w.add(quotient, part);
    rest = w.sub(rest, w.words(w.mul(part, by.size())));
  }

  /** What is left is at least −2y and below 2y, for the size y of the divisor. */
  private void correct() {
    int size = w.broadcast(by.size(), w.shape(rest));
    int negative = w.number(w.isNegative(rest));
    int least = w.number(w.isNegative(w.add(rest, size)));
    int most = w.number(w.not(w.isNegative(w.sub(rest, size))));
    // Nothing is left of a division by 0.
    int steps = w.sub(w.mul(most, w.mul(by.sign(), by.sign())), w.add(negative, least));
    quotient = w.add(quotient, steps);
    rest = w.sub(rest, w.mul(steps, by.size()));
  }

  /** ⌊x/y⌋ for numbers, or integers, of f fraction bits; 0 where y is 0. */
  public static int quotient(Words w, int x, int y, int f) {
    return w.at(new WholeDivision(w, x, y, f).quotient, f);
  }

  /** x − y·⌊x/y⌋, with y's sign; 0 where y is 0. */
  public static int rest(Words w, int x, int y, int f) {
    WholeDivision division = new WholeDivision(w, x, y, f);
    return w.read(w.mul(division.rest, division.by.sign()), f);
  }
}
