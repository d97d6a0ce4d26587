package io.parley.plan.formulas;

import static io.parley.plan.formulas.FormulaRun.assertGives;
import static io.parley.plan.formulas.FormulaRun.random;

import io.parley.crypto.Shape;
import io.parley.plan.Values;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtremesTest {
  /** Whole numbers, of which many are equal. */
  private static Values rows(int n) {
    Values x = random(-2, 2, 20, n);
    return Values.of(x.shape(), Arrays.stream(x.data()).map(Math::rint).toArray());
  }

  private static int argmax(Values x, int row, boolean last) {
    int n = x.shape().dim(1);
    int best = 0;
    for (int i = 1; i < n; i++) {
      double difference = x.data()[row * n + i] - x.data()[row * n + best];
      best = difference > 0 || (last && difference == 0) ? i : best;
    }
    return best;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 13})
  void argmax_ofEqualOnes_isTheFirstOrTheLast(int n) {
    Values x = rows(n);
    for (boolean last : new boolean[]{false, true}) {
      Values expected = Values.of(Shape.of(20, 1),
          IntStream.range(0, 20).mapToDouble(row -> argmax(x, row, last)).toArray());
      assertGives(expected, 0, (a, v) -> Extremes.argmax(a, v, 1, last), x);
      Values negated = Values.of(x.shape(), Arrays.stream(x.data()).map(v -> -v).toArray());
      assertGives(expected, 0, (a, v) -> Extremes.argmin(a, v, 1, last), negated);
    }
  }

  @Test
  void max_alongTheFirstAxis_isTheElementAtTheIndex() {
    Values x = Values.of(Shape.of(3, 2), 1, 9, 4, 2, 3, 9);
    assertGives(Values.of(Shape.of(1, 2), 4, 9), 0, (a, v) -> Extremes.max(a, v, 0, false).value(), x);
    assertGives(Values.of(Shape.of(1, 2), 1, 0), 0, (a, v) -> Extremes.max(a, v, 0, false).index(), x);
  }
}
