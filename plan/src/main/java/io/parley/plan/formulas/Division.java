package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Function;

/**
 * Whole quotients and what they leave, for divisors above 0. The quotient comes from a reciprocal and may be off by one;
 * a comparison of what is left with the divisor corrects it, so that whole numbers divide exactly.
 */
public final class Division {
  private Division() {}

  /** ⌊x/y⌋ */
  public static <V> V floorDiv(Algebra<V> a, V x, V y) {
    V guess = guess(a, x, y);
    V rest = a.sub(x, a.mul(guess, y));
    V below = a.number(a.isNegative(rest));
    V above = a.number(a.not(a.less(rest, y)));
    return a.add(a.sub(guess, below), above);
  }

  /** x − y·⌊x/y⌋, which is at least 0 and below y. */
  public static <V> V floorMod(Algebra<V> a, V x, V y) {
    V rest = a.sub(x, a.mul(guess(a, x, y), y));
    V raised = a.add(rest, a.mul(a.number(a.isNegative(rest)), y));
    return a.sub(raised, a.mul(a.number(a.not(a.less(raised, y))), y));
  }

  /** What is left with the sign of x, as C's fmod has it. */
  public static <V> V fmod(Algebra<V> a, V x, V y) {
    V negative = a.isNegative(x);
    V rest = floorMod(a, a.select(negative, a.negate(x), x), y);
    return a.select(negative, a.negate(rest), rest);
  }

  /** x − y·n for the whole number n nearest to x/y. */
  public static <V> V remainder(Algebra<V> a, V x, V y) {
    V rest = floorMod(a, x, y);
    return a.sub(rest, a.mul(a.number(a.less(y, a.add(rest, rest))), y));
  }

  private static <V> V guess(Algebra<V> a, V x, V y) {
    return a.apply(Function.FLOOR, a.mul(x, a.apply(Function.RECIPROCAL, y)));
  }
}
