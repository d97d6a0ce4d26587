package io.parley.plan.formulas;

import static io.parley.plan.formulas.FormulaRun.assertGives;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaddingTest {
  private static final Values ROW = Values.of(Shape.of(4), 1, 2, 3, 4);

  private static void assertPads(Padding.Mode mode, double... expected) {
    assertGives(Values.of(Shape.of(expected.length), expected), 0,
        (a, x) -> Padding.of(a, x, List.of(2), List.of(3), mode), ROW);
  }

  @Test
  void of_eachMode_takesElementsOfTheTensor() {
    assertPads(Padding.Mode.REFLECT, 3, 2, 1, 2, 3, 4, 3, 2, 1);
    assertPads(Padding.Mode.EDGE, 1, 1, 1, 2, 3, 4, 4, 4, 4);
    assertPads(Padding.Mode.CIRCULAR, 3, 4, 1, 2, 3, 4, 1, 2, 3);
  }

  @Test
  void constant_severalAxes_surroundsByTheValue() {
    assertGives(Values.of(Shape.of(2, 4), 0.5, 1, 2, 0.5, 0.5, 0.5, 0.5, 0.5), 0,
        (a, x) -> Padding.constant(a, x, List.of(0, 1), List.of(1, 1), 0.5), Values.of(Shape.of(1, 2), 1, 2));
  }

  @Test
  void negativeWidths_removeElements() {
    assertGives(Values.of(Shape.of(3), 2, 3, 0), 0,
        (a, x) -> Padding.constant(a, a.slice(x, 0, 0, 3), List.of(-1), List.of(1), 0), ROW);
    assertGives(Values.of(Shape.of(4), 1, 1, 2, 3), 0,
        (a, x) -> Padding.of(a, x, List.of(1), List.of(-1), Padding.Mode.EDGE), ROW);
  }

  @ParameterizedTest
  @EnumSource(value = Padding.Mode.class, names = {"REFLECT", "CIRCULAR"})
  void of_moreThanThereIs_isRefused(Padding.Mode mode) {
    assertThatThrownBy(
        () -> FormulaRun.plan((a, in) -> Padding.of(a, in.getFirst(), List.of(5), List.of(0), mode), ROW))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("pad less");
  }
}
