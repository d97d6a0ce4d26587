package io.parley.plan.formulas;

import static io.parley.plan.formulas.FormulaRun.assertGives;
import static io.parley.plan.formulas.FormulaRun.random;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortingTest {
  private static final int ROWS = 6;

  private static double[] row(Values x, int row) {
    int n = x.shape().dim(1);
    return Arrays.copyOfRange(x.data(), row * n, row * n + n);
  }

  /** The indices of a row in order, equal elements in theirs. */
  private static List<Integer> order(boolean descending, double... row) {
    Comparator<Integer> byValue = Comparator.comparingDouble(i -> descending ? -row[i] : row[i]);
    return IntStream.range(0, row.length).boxed().sorted(byValue.thenComparing(i -> i)).toList();
  }

  private static Values wholes(int n) {
    Values x = random(-3, 3, ROWS, n);
    return Values.of(x.shape(), Arrays.stream(x.data()).map(v -> Math.rint(v) + 0.0).toArray());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 13, 16, 21, 33})
  void sort_anyLength_isExact(int n) {
    Values x = random(-1000, 1000, ROWS, n);
    double[] up = IntStream.range(0, ROWS).boxed().flatMapToDouble(r -> Arrays.stream(row(x, r)).sorted()).toArray();
    double[] down = IntStream.range(0, ROWS).boxed()
        .flatMapToDouble(r -> Arrays.stream(row(x, r)).map(v -> -v).sorted().map(v -> -v)).toArray();
    assertGives(Values.of(x.shape(), up), 0, (a, v) -> Sorting.sort(a, v, 1, false), x);
    assertGives(Values.of(x.shape(), down), 0, (a, v) -> Sorting.sort(a, v, 1, true), x);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 6, 11, 16})
  void sortWithIndices_equalElements_keepTheirOrder(int n) {
    Values x = wholes(n);
    for (boolean descending : new boolean[]{false, true}) {
      double[] indices = IntStream.range(0, ROWS).boxed()
          .flatMapToDouble(r -> order(descending, row(x, r)).stream().mapToDouble(i -> i)).toArray();
      double[] values = IntStream.range(0, ROWS * n).mapToDouble(i -> row(x, i / n)[(int) indices[i]]).toArray();
      assertGives(Values.of(x.shape(), indices), 0,
          (a, v) -> Sorting.sortWithIndices(a, v, 1, descending).indices(), x);
      assertGives(Values.of(x.shape(), values), 0,
          (a, v) -> Sorting.sortWithIndices(a, v, 1, descending).values(), x);
    }
  }

  @Test
  void sort_alongTheFirstAxis_leavesColumnsApart() {
    assertGives(Values.of(Shape.of(3, 2), 1, 2, 3, 4, 5, 9), 0, (a, v) -> Sorting.sort(a, v, 0, false),
        Values.of(Shape.of(3, 2), 5, 4, 1, 9, 3, 2));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5, 9})
  void topK_areTheFirstInOrder(int k) {
    Values x = wholes(9);
    double[] indices = IntStream.range(0, ROWS).boxed()
        .flatMapToDouble(r -> order(true, row(x, r)).stream().limit(k).mapToDouble(i -> i)).toArray();
    double[] smallest = IntStream.range(0, ROWS).boxed()
        .flatMapToDouble(r -> Arrays.stream(row(x, r)).sorted().limit(k)).toArray();
    assertGives(Values.of(Shape.of(ROWS, k), indices), 0, (a, v) -> Sorting.topK(a, v, k, 1, true).indices(), x);
    assertGives(Values.of(Shape.of(ROWS, k), smallest), 0, (a, v) -> Sorting.topK(a, v, k, 1, false).values(), x);
  }

  @Test
  void topK_moreThanThereAre_isRefused() {
    assertThatThrownBy(() -> FormulaRun.plan((a, in) -> Sorting.topK(a, in.getFirst(), 4, 0, true).values(),
        random(0, 1, 3))).isInstanceOf(BadRequestException.class).hasMessageContaining("choose 0 to 3");
  }

  @Test
  void median_oddAndEven() {
    assertGives(Values.of(Shape.of(1), 3), 0, (a, v) -> Sorting.median(a, v, 0),
        Values.of(Shape.of(5), 9, 3, -1, 2, 7));
    assertGives(Values.of(Shape.of(1), 2.5), 0, (a, v) -> Sorting.median(a, v, 0),
        Values.of(Shape.of(4), 9, 3, -1, 2));
  }
}
