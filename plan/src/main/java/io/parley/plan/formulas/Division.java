package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import java.util.Arrays;
import java.util.List;

/** Whole quotients and what they leave. */
public final class Division {
  private Division() {}

  /** ⌊x/y⌋ */
  public static <V> V floorDiv(Algebra<V> a, V x, V y) {
    return a.apply(new FloorDiv(), List.of(x, y));
  }

  /** x − y·⌊x/y⌋, which has y's sign. */
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

  /**
   * What is divided by, if everybody knows it.
   *
   * @throws BadRequestException if an element is 0, or is as fixed point
   */
  static <V> V divisor(Algebra<V> a, Values m) {
    if (Arrays.stream(m.data()).anyMatch(d -> Math.rint(Math.scalb(d, a.fractionBits())) == 0)) {
      throw new BadRequestException("The remainder of a division by 0 is not defined; use another divisor");
    }
    return a.constant(m);
  }
}
