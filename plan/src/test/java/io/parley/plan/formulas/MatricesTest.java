package io.parley.plan.formulas;

import static io.parley.plan.formulas.FormulaRun.assertCombines;
import static io.parley.plan.formulas.FormulaRun.assertGives;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import org.junit.jupiter.api.Test;

class MatricesTest {
  private static final Values VECTOR = Values.of(Shape.of(2), 1, 10);
  private static final Values MATRIX = Values.of(Shape.of(2, 2), 1, 2, 3, 4);

  private static void assertProduct(Values expected, Values x, Values y) {
    assertCombines(expected, 0, (a, in) -> a.matmul(in.get(0), in.get(1)), x, y);
  }

  @Test
  void matmul_vectors_loseTheirAxis() {
    assertProduct(Values.of(Shape.of(2), 31, 42), VECTOR, MATRIX);
    assertProduct(Values.of(Shape.of(2), 21, 43), MATRIX, VECTOR);
    assertProduct(Values.scalar(101), VECTOR, VECTOR);
  }

  @Test
  void matmul_leadingAxes_broadcast() {
    Values x = Values.of(Shape.of(2, 1, 1, 2), 1, 0, 0, 1);
    Values y = Values.of(Shape.of(3, 2, 1), 1, 2, 3, 4, 5, 6);
    assertProduct(Values.of(Shape.of(2, 3, 1, 1), 1, 3, 5, 2, 4, 6), x, y);
    assertProduct(Values.of(Shape.of(3, 2, 1), 5, 11, 11, 25, 17, 39), MATRIX, y);
  }

  @Test
  void matmul_thatCannotBe_isRefused() {
    assertThatThrownBy(() -> assertProduct(VECTOR, VECTOR, Values.scalar(1))).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("elementwise");
    Values x = Values.of(Shape.of(2, 1, 1), 1, 2);
    assertThatThrownBy(() -> assertProduct(x, x, Values.of(Shape.of(3, 1, 1), 1, 2, 3)))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("leading axes");
  }

  @Test
  void along_anyAxis_multipliesColumns() {
    Values ones = Values.of(Shape.of(1, 2), 1, 1);
    assertGives(Values.of(Shape.of(1, 2), 4, 6), 0, (a, x) -> Matrices.along(a, ones, x, 0), MATRIX);
    assertGives(Values.of(Shape.of(2, 1), 3, 7), 0, (a, x) -> Matrices.along(a, ones, x, 1), MATRIX);
    assertGives(Values.of(Shape.of(1), 11), 0, (a, x) -> Matrices.along(a, ones, x, 0), VECTOR);
  }
}
