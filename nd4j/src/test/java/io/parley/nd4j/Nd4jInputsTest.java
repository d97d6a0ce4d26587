package io.parley.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Inputs of runs, by name. */
class Nd4jInputsTest {
  @ParameterizedTest
  @EnumSource(value = DataType.class, names = {"DOUBLE", "FLOAT", "HALF", "BFLOAT16", "LONG", "INT", "SHORT", "BYTE",
      "UBYTE", "UINT16", "UINT32", "UINT64"})
  void toValues_everyNumericType_keepsTheNumbers(DataType type) {
    INDArray array = Nd4j.create(new double[]{0, 1, 2, 3, 100, 5}, new long[]{2, 3}, 'c').castTo(type);

    assertThat(values(array)).isEqualTo(Values.of(Shape.of(2, 3), 0, 1, 2, 3, 100, 5));
  }

  @Test
  void toValues_booleans_areZeroAndOne() {
    INDArray array = Nd4j.createFromArray(new boolean[]{true, false, true});

    assertThat(values(array)).isEqualTo(Values.of(Shape.of(3), 1, 0, 1));
  }

  @Test
  void toValues_negativeIntegers_keepTheirSign() {
    INDArray array = Nd4j.createFromArray(new long[]{-(1L << 53), -1, 1L << 53});

    assertThat(values(array).data()).containsExactly(-0x1p53, -1, 0x1p53);
  }

  @Test
  void toValues_integerBeyondDouble_isRefused() {
    INDArray array = Nd4j.createFromArray(new long[]{(1L << 53) + 1});

    assertThatThrownBy(() -> values(array)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("'x'").hasMessageContaining("2^53");
  }

  @Test
  void toValues_viewsAndFortranOrder_areRowMajor() {
    INDArray array = Nd4j.create(new double[]{1, 2, 3, 4, 5, 6}, new long[]{2, 3}, 'c');

    assertThat(values(array.dup('f')).data()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(values(array.transpose()).data()).containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(values(array.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 3))))
        .isEqualTo(Values.of(Shape.of(2, 2), 2, 3, 5, 6));
  }

  @Test
  void toValues_viewOfIntegers_isRowMajor() {
    INDArray array = Nd4j.createFromArray(new long[][]{{1, 2, 3}, {4, 5, 6}});

    assertThat(values(array.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 3))).data())
        .containsExactly(2, 3, 5, 6);
  }

  @Test
  void toValues_scalar_hasRankZero() {
    assertThat(values(Nd4j.scalar(2.5))).isEqualTo(Values.scalar(2.5));
  }

  @Test
  void toValues_text_isRefused() {
    assertThatThrownBy(() -> values(Nd4j.create("a", "b"))).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("'x'").hasMessageContaining("UTF8");
  }

  @Test
  void fromValues_andBack_isTheSame() {
    for (Values values : new Values[]{Values.of(Shape.of(2, 1, 3), 1, -2, 0.125, 4, 5, 1e9), Values.scalar(-7),
        Values.of(Shape.of(1), 3), Values.of(Shape.of(0, 4))}) {
      INDArray array = Nd4jArrays.array(values);

      assertThat(array.dataType()).isEqualTo(DataType.DOUBLE);
      assertThat(values(array)).isEqualTo(values);
    }
  }

  private static Values values(INDArray array) {
    return Objects.requireNonNull(Nd4jArrays.values(Map.of("x", array)).get("x"));
  }
}
