package io.parley.plan.lowering.functions;

import io.parley.plan.Function;
import io.parley.plan.Words;

/** Functions of the size of a number. */
final class Logarithm {
  private static final int WORD_BITS = 61;

  private Logarithm() {}

  /** Words of numbers stay below 2^this. */
  private static int high(int f) {
    return 62 - f;
  }

  static int log(Words w, int x) {
    int f = w.bits(x);
    Magnitude m = Magnitude.of(w, x, 0, high(f));
    int sum = w.plus(m.ofUnit(Function.LOG, Math.min(f, 18) + 1), (high(f) - f) * Math.log(2));
    int log = w.sub(sum, w.at(m.timesShift(Math.log(2), w.bits(sum)), w.bits(sum)));
    return m.unlessSmall(w.atMost(log, 2 * f), -f * Math.log(2));
  }

  /** Of numbers that are at least 1, but for rounding. */
  static int reciprocalAboveOne(Words w, int x) {
    int f = w.bits(x);
    int high = high(f);
    Magnitude m = Magnitude.atLeast(w, x, f - 1, high);
    // 1/x = 1/u · 2^(s + f − high), below 2
    int whole = high - f + 2;
    int result = w.mul(w.at(m.inverse(f), Math.min(Polynomial.BITS, WORD_BITS - whole)), m.power(1));
    return w.atMost(w.down(result, high - f), 2 * f);
  }

  static int sqrt(Words w, int x) {
    int f = w.bits(x);
    int high = high(f);
    Magnitude m = Magnitude.of(w, x, 0, high);
    // √x = √u · 2^((high − f)/2 − s/2), and the last is 2^((shifts − s)/2) / 2^(shifts/2)
    int result = w.mul(m.root(f), m.complement());
    int up = (high - f - m.shifts()) / 2;
    int scaled = up <= 0 ? w.down(result, -up) : w.up(result, up);
    return m.unlessSmall(w.atMost(scaled, 2 * f), 0);
  }
}
