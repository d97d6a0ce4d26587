package io.parley.plan.formulas;

import static io.parley.plan.formulas.FormulaRun.assertGives;

import io.parley.crypto.Shape;
import io.parley.plan.Values;
import org.junit.jupiter.api.Test;

class ScansTest {
  private static final Values ROW = Values.of(Shape.of(1, 5), 1, 2, 3, 4, 5);

  private static void assertSums(boolean exclusive, boolean reverse, double... expected) {
    assertGives(Values.of(ROW.shape(), expected), 0, (a, x) -> Scans.cumsum(a, x, 1, exclusive, reverse), ROW);
  }

  @Test
  void cumsum_fromEitherEnd_withAndWithoutTheElement() {
    assertSums(false, false, 1, 3, 6, 10, 15);
    assertSums(true, false, 0, 1, 3, 6, 10);
    assertSums(false, true, 15, 14, 12, 9, 5);
    assertSums(true, true, 14, 12, 9, 5, 0);
  }

  @Test
  void cumsum_alongTheFirstAxis_leavesColumnsApart() {
    assertGives(Values.of(Shape.of(3, 2), 1, 2, 4, 6, 9, 12), 0, (a, x) -> Scans.cumsum(a, x, 0, false, false),
        Values.of(Shape.of(3, 2), 1, 2, 3, 4, 5, 6));
  }
}
