package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import java.util.List;

/** Bits from numbers; operands broadcast. Differences have to stay below 2^(62 − 2f): 2^30 for f = 16. */
public final class Comparisons {
  private Comparisons() {}

  /** x < y: one comparison. */
  public static <V> V less(Algebra<V> a, V x, V y) {
    return a.apply(new Less(), List.of(x, y));
  }

  /** x ≤ y: one comparison. */
  public static <V> V lessOrEqual(Algebra<V> a, V x, V y) {
    return a.apply(new LessOrEqual(), List.of(x, y));
  }

  /** x > y: one comparison. */
  public static <V> V greater(Algebra<V> a, V x, V y) {
    return a.apply(new Greater(), List.of(x, y));
  }

  /** x ≥ y: one comparison. */
  public static <V> V greaterOrEqual(Algebra<V> a, V x, V y) {
    return a.apply(new GreaterOrEqual(), List.of(x, y));
  }

  /** x = y, to the last place: two comparisons at a time and an and. */
  public static <V> V equal(Algebra<V> a, V x, V y) {
    return a.apply(new Equal(), List.of(x, y));
  }

  /** x ≠ y: as equal. */
  public static <V> V notEqual(Algebra<V> a, V x, V y) {
    return a.apply(new NotEqual(), List.of(x, y));
  }

  /** x = 0: two comparisons at a time and an and. */
  public static <V> V isZero(Algebra<V> a, V x) {
    return a.apply(new IsZero(), List.of(x));
  }

  /** Numbers as bits: whether they are not 0. */
  public static <V> V toBits(Algebra<V> a, V x) {
    return a.not(isZero(a, x));
  }

  /** Whether one of two bits is 1; bits are of equal shapes. */
  public static <V> V or(Algebra<V> a, V x, V y) {
    return a.apply(new Or(), List.of(x, y));
  }
}
