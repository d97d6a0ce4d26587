package io.parley.plan.formulas;

import static io.parley.plan.formulas.FormulaRun.assertGives;
import static io.parley.plan.formulas.FormulaRun.random;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReductionsTest {
  private static final List<Integer> ROWS = List.of(1);

  private interface Reduction {
    int of(Algebra<Integer> a, int x, List<Integer> axes, boolean keep);
  }

  /** On rows of several lengths, and on all of a tensor. */
  private static void assertReduces(ToDoubleFunction<double[]> expected, double ulps, double from, double to,
      Reduction reduction) {
    for (int n : new int[]{1, 2, 5, 8}) {
      Values x = random(from, to, 7, n);
      double[] each = IntStream.range(0, 7)
          .mapToDouble(i -> expected.applyAsDouble(Arrays.copyOfRange(x.data(), i * n, i * n + n))).toArray();
      assertGives(Values.of(Shape.of(7), each), ulps, (a, v) -> reduction.of(a, v, ROWS, false), x);
      assertGives(Values.of(Shape.of(7, 1), each), ulps, (a, v) -> reduction.of(a, v, ROWS, true), x);
    }
    Values x = random(from, to, 2, 3, 2);
    assertGives(Values.scalar(expected.applyAsDouble(x.data())), ulps,
        (a, v) -> reduction.of(a, v, List.of(0, 1, 2), false), x);
  }

  private static double variance(int correction, double... x) {
    double mean = Arrays.stream(x).average().orElseThrow();
    return Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - correction);
  }

  @Test
  void exactReductions_areExact() {
    assertReduces(x -> Arrays.stream(x).max().orElseThrow(), 0, -9, 9, Reductions::max);
    assertReduces(x -> Arrays.stream(x).min().orElseThrow(), 0, -9, 9, Reductions::min);
    assertReduces(x -> Arrays.stream(x).map(Math::abs).sum(), 0, -9, 9, Reductions::l1);
  }

  @Test
  void roundedReductions_areNear() {
    assertReduces(x -> Arrays.stream(x).average().orElseThrow(), 3, -9, 9, Reductions::mean);
    assertReduces(x -> variance(0, x), 20, -9, 9, (a, x, axes, keep) -> Reductions.variance(a, x, axes, 0, keep));
    assertReduces(x -> Math.sqrt(variance(0, x)), 40, 2, 90,
        (a, x, axes, keep) -> Reductions.deviation(a, x, axes, 0, keep));
    assertReduces(x -> Arrays.stream(x).map(v -> v * v).sum(), 12, -9, 9, Reductions::sumSquare);
    assertReduces(x -> Math.sqrt(Arrays.stream(x).map(v -> v * v).sum()), 13, 1, 9, Reductions::l2);
    assertReduces(x -> Math.log(Arrays.stream(x).sum()), 6, 0.1, 9, Reductions::logSum);
    assertReduces(x -> Math.log(Arrays.stream(x).map(Math::exp).sum()), 8, -9, 9, Reductions::logSumExp);
    assertReduces(x -> Arrays.stream(x).reduce(1, (p, q) -> p * q), 30, -1.5, 1.5, Reductions::prod);
  }

  @Test
  void variance_ofSamples_dividesByOneLess() {
    Values x = random(-9, 9, 6);
    assertGives(Values.scalar(variance(1, x.data())), 80,
        (a, v) -> Reductions.variance(a, v, List.of(0), 1, false), x);
  }

  @Test
  void logSumExp_farFromZero_holds() {
    assertGives(Values.of(Shape.of(2), 1000 + Math.log(2), -500 + Math.log(1 + Math.exp(-1))), 6,
        (a, x) -> Reductions.logSumExp(a, x, ROWS, false), Values.of(Shape.of(2, 2), 1000, 1000, -500, -501));
  }

  @Test
  void softmax_onAnyAxis_isNear() {
    Values x = random(-8, 8, 4, 6);
    double[] expected = new double[24];
    double[] log = new double[24];
    for (int row = 0; row < 4; row++) {
      double sum = 0;
      for (int i = 0; i < 6; i++) {
        sum += Math.exp(x.data()[row * 6 + i]);
      }
      for (int i = 0; i < 6; i++) {
        expected[row * 6 + i] = Math.exp(x.data()[row * 6 + i]) / sum;
        log[row * 6 + i] = x.data()[row * 6 + i] - Math.log(sum);
      }
    }
    assertGives(Values.of(x.shape(), expected), 6, (a, v) -> Reductions.softmax(a, v, 1), x);
    assertGives(Values.of(x.shape(), log), 8, (a, v) -> Reductions.logSoftmax(a, v, 1), x);
    assertGives(Values.of(x.shape(), expected), 6, (a, v) -> Axes.swapped(a, Reductions.softmax(a, Axes.swapped(a, v),
        0)), x);
  }

  @Test
  void anyAndAll_ofBits_areBits() {
    Values x = Values.of(Shape.of(3, 2), -1, -1, -1, 1, 1, 1);
    assertGives(Values.of(Shape.of(3), 1, 1, 0), 0, (a, v) -> Reductions.any(a, a.isNegative(v), ROWS, false), x);
    assertGives(Values.of(Shape.of(3), 1, 0, 0), 0, (a, v) -> Reductions.all(a, a.isNegative(v), ROWS, false), x);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void hardmax_marksTheFirstMaximum(int axis) {
    Values x = Values.of(Shape.of(3, 3), 9, 5, 9, 2, 0, 2, 2, 2, 7);
    Values expected = axis == 1
        ? Values.of(Shape.of(3, 3), 1, 0, 0, 1, 0, 0, 0, 0, 1)
        : Values.of(Shape.of(3, 3), 1, 1, 1, 0, 0, 0, 0, 0, 0);
    assertGives(expected, 0, (a, v) -> Reductions.hardmax(a, v, axis), x);
  }

  @Test
  void nothingToReduce_isRefused() {
    Values empty = Values.of(Shape.of(3, 0));
    assertThatThrownBy(() -> FormulaRun.plan((a, in) -> Reductions.mean(a, in.getFirst(), ROWS, false), empty))
        .isInstanceOf(BadRequestException.class);
    assertThatThrownBy(() -> FormulaRun.plan((a, in) -> Reductions.max(a, in.getFirst(), ROWS, false), empty))
        .isInstanceOf(BadRequestException.class);
    assertThatThrownBy(
        () -> FormulaRun.plan((a, in) -> Reductions.variance(a, in.getFirst(), List.of(0), 3, false), empty))
        .isInstanceOf(BadRequestException.class);
  }
}
