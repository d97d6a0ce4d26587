package io.parley.plan.lowering.functions;

import io.parley.crypto.FourierSeries;
import io.parley.plan.Words;
import java.util.List;

/** Whole parts, and what repeats. */
final class Periodic {
  /** Fraction bits of 1/2π: angles up to 2^10 err by 2^−18 of a turn at most. */
  private static final int TURN_BITS = 30;
  /** What is left for 1/2π beside a word of an angle and its fraction bits. */
  private static final int MOST_ANGLE_BITS = 54;
  /** Angles beyond 2^this count as that. */
  private static final int ANGLE_BITS = 10;

  /** Angles err by 2^−41 of themselves. */
  private static final int SEPARATED_TURN_BITS = 40;
  private static final int MOST_TURN_BITS = 60;
  private static final int SERIES_BITS = 58;

  private Periodic() {}

  /** A truncation misses the whole part by one at most; comparisons tell. */
  static int floor(Words w, int x) {
    int whole = w.at(x, 0);
    int rest = w.sub(x, whole);
    int tooHigh = w.number(w.isNegative(rest));
    int tooLow = w.number(w.not(w.isBelow(rest, 1)));
    return w.add(whole, w.sub(tooLow, tooHigh));
  }

  static int sin(Words w, int x) {
    return wave(w, x, 0);
  }

  static int cos(Words w, int x) {
    return wave(w, x, 0.25);
  }

  /** sin(2π·(x/2π + phase)) = −sin(2π·u) for the part u ∈ [0, 1) of x/2π + phase + ½ behind its point. */
  private static int wave(Words w, int x, double phase) {
    int f = w.bits(x);
    if (w.separates()) {
      return separatedWave(w, w.times(x, 1 / (2 * Math.PI), Math.min(SEPARATED_TURN_BITS, MOST_TURN_BITS - f)), phase);
    }
    double most = Math.scalb(1.0, ANGLE_BITS);
    int angle = w.noMoreThan(w.atLeast(x, -most), most);
    int turns = w.atMost(
        w.plus(w.times(angle, 1 / (2 * Math.PI), Math.min(TURN_BITS, MOST_ANGLE_BITS - f)), phase + 0.5),
        Polynomial.BITS);
    int part = w.sub(turns, w.at(floor(w, turns), Polynomial.BITS));
    Polynomial p = Polynomial.fit(u -> -Math.sin(2 * Math.PI * u), 0, 1, Math.scalb(1.0, -Math.min(f, 18) - 1));
    return w.atMost(p.on(w, part), 2 * f);
  }

  /** Angles wrap by themselves. */
  private static int separatedWave(Words w, int turns, double phase) {
    double c = phase == 0 ? 0 : 1;
    return w.atMost(w.separated(new FourierSeries(w.bits(turns), 0, SERIES_BITS, List.of(0.0, c), List.of(0.0, 1 - c)),
        turns), Polynomial.BITS);
  }
}
