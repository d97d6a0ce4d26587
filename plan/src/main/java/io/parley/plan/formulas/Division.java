package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Function;
import java.util.List;

/**
 * Whole quotients and what they leave, for divisors above 0. The quotient comes from a reciprocal and may be off by one;
 * a comparison of what is left with the divisor corrects it, so that whole numbers divide exactly.
 */
public final class Division {
  private Division() {}

  /** ⌊x/y⌋ */
  public static <V> V floorDiv(Algebra<V> a, V x, V y) {
    return a.apply(new FloorDiv(), List.of(x, y));
  }

  /** x − y·⌊x/y⌋, which is at least 0 and below y. */
  public static <V> V floorMod(Algebra<V> a, V x, V y) {
    return a.apply(new FloorMod(), List.of(x, y));
  }

  /** What is left with the sign of x, as C's fmod has it. */
  public static <V> V fmod(Algebra<V> a, V x, V y) {
    return a.apply(new Fmod(), List.of(x, y));
  }

  /** x − y·n for the whole number n nearest to x/y. */
  public static <V> V remainder(Algebra<V> a, V x, V y) {
    return a.apply(new Remainder(), List.of(x, y));
  }

  static <V> V guess(Algebra<V> a, V x, V y) {
    return a.apply(Function.FLOOR, a.mul(x, a.apply(Function.RECIPROCAL, y)));
  }
}
