package io.parley.plan.formulas;

import static io.parley.plan.formulas.FormulaRun.assertCombines;
import static io.parley.plan.formulas.FormulaRun.random;

import io.parley.crypto.Shape;
import io.parley.plan.Values;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DivisionTest {
  private static final int DIVISORS = 9;
  private static final int DIVIDENDS = 61;
  private static final Shape SHAPE = Shape.of(DIVIDENDS, DIVISORS);
  /** −30 … 30, each with each divisor 1 … 9. */
  private static final Values WHOLE_X = table((x, _) -> x);
  private static final Values WHOLE_Y = table((_, y) -> y);

  private static Values table(DoubleBinaryOperator of) {
    return Values.of(SHAPE, IntStream.range(0, SHAPE.size())
        .mapToDouble(i -> of.applyAsDouble(i / DIVISORS - 30, i % DIVISORS + 1)).toArray());
  }

  private static Values each(Values x, Values y, DoubleBinaryOperator of) {
    return Values.of(x.shape(), IntStream.range(0, x.shape().size())
        .mapToDouble(i -> of.applyAsDouble(x.data()[i], y.data()[i])).toArray());
  }

  @Test
  void wholeNumbers_divideExactly() {
    assertCombines(table((x, y) -> Math.floor(x / y)), 0, (a, in) -> Division.floorDiv(a, in.get(0), in.get(1)),
        WHOLE_X,
        WHOLE_Y);
    assertCombines(table((x, y) -> x - y * Math.floor(x / y)), 0,
        (a, in) -> Division.floorMod(a, in.get(0), in.get(1)), WHOLE_X, WHOLE_Y);
    assertCombines(table((x, y) -> x % y), 0, (a, in) -> Division.fmod(a, in.get(0), in.get(1)), WHOLE_X, WHOLE_Y);
  }

  @Test
  void remainder_isNearestToZero() {
    Values x = random(-50, 50, 300);
    Values y = random(0.5, 9, 300);

    assertCombines(each(x, y, Math::IEEEremainder), 200, (a, in) -> Division.remainder(a, in.get(0), in.get(1)), x, y);
  }
}
