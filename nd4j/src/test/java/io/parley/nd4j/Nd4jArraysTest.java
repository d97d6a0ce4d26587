package io.parley.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class Nd4jArraysTest {
  @ParameterizedTest
  @EnumSource(value = DataType.class, mode = Mode.EXCLUDE, names = {"UTF8", "COMPRESSED", "UNKNOWN", "BOOL"})
  void array_ofANumericType_comesBackAsItWas(DataType type) {
    Values values = Values.of(Shape.of(2, 3), 0, 1, 2, 3, 100, 127);

    INDArray array = Nd4jArrays.array(values, type);

    assertThat(array.dataType()).isEqualTo(type);
    assertThat(array.shape()).containsExactly(2, 3);
    assertThat(Nd4jArrays.values(array)).isEqualTo(values);
  }

  @Test
  void array_ofBooleans_comesBackAsZerosAndOnes() {
    Values bits = Values.of(Shape.of(4), 0, 1, 1, 0);

    assertThat(Nd4jArrays.values(Nd4jArrays.array(bits, DataType.BOOL))).isEqualTo(bits);
    assertThatThrownBy(() -> Nd4jArrays.array(Values.of(Shape.of(1), 0.5), DataType.BOOL))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("0.5 does not fit BOOL; take another type");
  }

  @Test
  void values_ofAColumnMajorArray_areInRowMajorOrder() {
    INDArray array = Nd4j.createFromArray(new double[][]{{1, 2, 3}, {4, 5, 6}}).dup('f');

    assertThat(Nd4jArrays.values(array)).isEqualTo(Values.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6));
  }

  @Test
  void values_ofViews_areTheirElementsAlone() {
    INDArray array = Nd4j.createFromArray(new float[][]{{1, 2, 3}, {4, 5, 6}});
    INDArray whole = Nd4j.createFromArray(new long[][]{{1, 2, 3}, {4, 5, 6}});

    assertThat(Nd4jArrays.values(array.getColumn(1))).isEqualTo(Values.of(Shape.of(2), 2, 5));
    assertThat(Nd4jArrays.values(array.transpose())).isEqualTo(Values.of(Shape.of(3, 2), 1, 4, 2, 5, 3, 6));
    assertThat(Nd4jArrays.values(whole.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 2, 3))))
        .isEqualTo(Values.of(Shape.of(2, 2), 1, 3, 4, 6));
  }

  @Test
  void scalarsAndEmptyArrays_keepTheirShapes() {
    Values none = Values.of(Shape.of(0, 3));

    assertThat(Nd4jArrays.values(Nd4j.scalar(2.5))).isEqualTo(Values.scalar(2.5));
    assertThat(Nd4jArrays.array(Values.scalar(2.5), DataType.FLOAT).rank()).isZero();
    assertThat(Nd4jArrays.values(Nd4jArrays.array(none, DataType.DOUBLE))).isEqualTo(none);
    assertThat(Nd4jArrays.values(Nd4j.create(DataType.INT64, 2, 0, 3))).isEqualTo(Values.of(Shape.of(2, 0, 3)));
    for (DataType type : List.of(DataType.DOUBLE, DataType.FLOAT, DataType.FLOAT16, DataType.BFLOAT16, DataType.INT64,
        DataType.INT32, DataType.INT16, DataType.INT8, DataType.UINT8, DataType.UINT16, DataType.UINT32,
        DataType.UINT64,
        DataType.BOOL)) {
      assertThat(Nd4jArrays.values(Nd4j.empty(type))).as(type.name()).isEqualTo(Values.of(Shape.of(0)));
    }
  }

  @Test
  void array_ofWholeNumbers_roundsToTheNearest() {
    INDArray array = Nd4jArrays.array(Values.of(Shape.of(3), 2.99998, -1.00002, 0.4), DataType.INT64);

    assertThat(array.toLongVector()).containsExactly(3, -1, 0);
  }

  @Test
  void array_thatTheTypeDoesNotHold_isRefused() {
    assertThatThrownBy(() -> Nd4jArrays.array(Values.scalar(300), DataType.UINT8))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("300.0 does not fit UBYTE");
    assertThatThrownBy(() -> Nd4jArrays.array(Values.scalar(Double.NaN), DataType.INT32))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("NaN does not fit INT");
  }

  @Test
  void values_thatADoubleDoesNotHold_areRefused() {
    assertThatThrownBy(() -> Nd4jArrays.values(Nd4j.createFromArray((1L << 53) + 1, 1L)))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("9007199254740993").hasMessageContaining("2^53");
  }

  @Test
  void values_ofText_areRefused() {
    assertThatThrownBy(() -> Nd4jArrays.values(Nd4j.create("a", "b"))).isInstanceOf(BadRequestException.class)
        .hasMessage("An array of UTF8 holds neither numbers nor booleans; use DOUBLE");
  }
}
