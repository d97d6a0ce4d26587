package io.parley.plan.formulas;

import static io.parley.plan.formulas.FormulaRun.assertCombines;
import static io.parley.plan.formulas.FormulaRun.assertGives;
import static io.parley.plan.formulas.FormulaRun.random;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexingTest {
  private static final Values TABLE = random(-9, 9, 6, 4);

  private static void assertGathersRows(int... indices) {
    double[] expected = new double[indices.length * 4];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(TABLE.data(), indices[i] * 4, expected, i * 4, 4);
    }
    assertGives(Values.of(Shape.of(indices.length, 4), expected), 0, (a, x) -> Indexing.gather(a, x, 0, indices),
        TABLE);
  }

  @Test
  void gather_anyOrder_isExact() {
    assertGathersRows(0, 1, 2, 3, 4, 5);
    assertGathersRows(5, 4, 3);
    assertGathersRows(1, 3, 5, 0);
    assertGathersRows(2, 2, 2, 1, 1, 0);
    assertGathersRows(4);
    assertGathersRows();
    assertGathersRows(new Random(1).ints(200, 0, 6).toArray());
  }

  @Test
  void gather_alongTheLastAxis_isExact() {
    assertGives(Values.of(Shape.of(2, 2), 3, 1, 6, 4), 0, (a, x) -> Indexing.gather(a, x, 1, 2, 0),
        Values.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6));
    assertGives(Values.of(Shape.of(2, 3), 3, 2, 1, 6, 5, 4), 0, (a, x) -> Indexing.flip(a, x, 1),
        Values.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 6})
  void gather_indexBeyondTheAxis_isRefused(int index) {
    assertThatThrownBy(() -> FormulaRun.plan((a, in) -> Indexing.gather(a, in.getFirst(), 0, index), TABLE))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("from 0 to 5");
  }

  @Test
  void oneHot_marksTheIndex_orNothingBeyond() {
    assertGives(Values.of(Shape.of(5, 3), 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0), 0,
        (a, x) -> Indexing.oneHot(a, x, 3), Values.of(Shape.of(5), 0, 1, 2, 3, -1));
    assertGives(Values.of(Shape.of(2, 1), 1, 0), 0, (a, x) -> Indexing.oneHot(a, x, 1),
        Values.of(Shape.of(2), 0, 1));
  }

  @Test
  void lookup_secretIndices_isExact() {
    Values indices = Values.of(Shape.of(2, 2), 5, 0, 3, 3);
    double[] expected = new double[16];
    for (int i = 0; i < 4; i++) {
      System.arraycopy(TABLE.data(), ((int) indices.data()[i]) * 4, expected, i * 4, 4);
    }
    assertCombines(Values.of(Shape.of(2, 2, 4), expected), 0, (a, in) -> Indexing.lookup(a, in.get(0), in.get(1)),
        TABLE,
        indices);
  }

  @Test
  void take_secretIndicesOfEachRow_isExact() {
    Values indices = Values.of(Shape.of(6, 2), IntStream.range(0, 12).mapToDouble(i -> i * 7 % 4).toArray());
    double[] expected = IntStream.range(0, 12).mapToDouble(i -> TABLE.data()[i / 2 * 4 + i * 7 % 4]).toArray();
    assertCombines(Values.of(Shape.of(6, 2), expected), 0, (a, in) -> Indexing.take(a, in.get(0), in.get(1), 1), TABLE,
        indices);
  }
}
