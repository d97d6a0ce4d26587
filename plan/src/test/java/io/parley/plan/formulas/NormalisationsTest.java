package io.parley.plan.formulas;

import static io.parley.plan.formulas.FormulaRun.assertCombines;
import static io.parley.plan.formulas.FormulaRun.assertGives;
import static io.parley.plan.formulas.FormulaRun.random;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalisationsTest {
  private static final double EPSILON = 1e-5;

  /** Of each run of so many elements. */
  private static double[] standardised(int run, double... x) {
    double[] y = new double[x.length];
    for (int from = 0; from < x.length; from += run) {
      double[] part = Arrays.copyOfRange(x, from, from + run);
      double mean = Arrays.stream(part).average().orElseThrow();
      double variance = Arrays.stream(part).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
      for (int i = 0; i < run; i++) {
        y[from + i] = (part[i] - mean) / Math.sqrt(variance + EPSILON);
      }
    }
    return y;
  }

  private static double[] affine(double[] x, int run, int channels, Values scale, Values bias) {
    return IntStream.range(0, x.length)
        .mapToDouble(i -> x[i] * scale.data()[i / run % channels] + bias.data()[i / run % channels]).toArray();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 1, 10, 100})
  void standardise_smallAndLargeVariances_isNear(double size) {
    Values x = random(-size, size, 12, 16);
    assertGives(Values.of(x.shape(), standardised(16, x.data())), 40,
        (a, v) -> Normalisations.standardise(a, v, List.of(1), EPSILON), x);
  }

  @Test
  void standardise_longRows_isNear() {
    Values x = random(-8, 8, 3, 100);
    assertGives(Values.of(x.shape(), standardised(100, x.data())), 20,
        (a, v) -> Normalisations.standardise(a, v, List.of(1), EPSILON), x);
  }

  @Test
  void standardise_constantRow_isZero() {
    Values x = Values.of(Shape.of(1, 4), 3, 3, 3, 3);
    assertGives(Values.of(x.shape(), 0, 0, 0, 0), 1, (a, v) -> Normalisations.standardise(a, v, List.of(1), EPSILON),
        x);
  }

  @Test
  void layer_scalesTheLastAxes() {
    Values x = random(-4, 4, 3, 2, 4);
    Values scale = random(-2, 2, 2, 4);
    Values bias = random(-1, 1, 2, 4);
    assertCombines(Values.of(x.shape(), affine(standardised(8, x.data()), 1, 8, scale, bias)), 40,
        (a, in) -> Normalisations.layer(a, in.get(0), 1, in.get(1), in.get(2), EPSILON), x, scale, bias);
  }

  @Test
  void rms_dividesByTheRootMeanSquare() {
    Values x = random(-4, 4, 3, 8);
    Values scale = random(-2, 2, 8);
    double[] expected = IntStream.range(0, 24).mapToDouble(i -> {
      double mean = Arrays.stream(x.data(), i / 8 * 8, i / 8 * 8 + 8).map(v -> v * v).average().orElseThrow();
      return x.data()[i] / Math.sqrt(mean + EPSILON) * scale.data()[i % 8];
    }).toArray();
    assertCombines(Values.of(x.shape(), expected), 40,
        (a, in) -> Normalisations.rms(a, in.get(0), 1, in.get(1), EPSILON), x, scale);
  }

  @Test
  void instanceAndGroup_standardiseTheirParts() {
    Values x = random(-4, 4, 2, 4, 3, 3);
    Values scale = random(-2, 2, 4);
    Values bias = random(-1, 1, 4);
    assertCombines(Values.of(x.shape(), affine(standardised(9, x.data()), 9, 4, scale, bias)), 40,
        (a, in) -> Normalisations.instance(a, in.get(0), in.get(1), in.get(2), EPSILON), x, scale, bias);
    assertCombines(Values.of(x.shape(), affine(standardised(18, x.data()), 9, 4, scale, bias)), 40,
        (a, in) -> Normalisations.group(a, in.get(0), 2, in.get(1), in.get(2), EPSILON), x, scale, bias);
    assertThatThrownBy(() -> FormulaRun.plan(
        (a, in) -> Normalisations.group(a, in.getFirst(), 3, in.getFirst(), in.getFirst(), EPSILON), x))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("divides the channels");
  }

  @Test
  void batch_secretOrPublicStatistics_agree() {
    Values x = random(-4, 4, 2, 3, 4);
    Values scale = random(-2, 2, 3);
    Values bias = random(-1, 1, 3);
    Values mean = random(-1, 1, 3);
    Values variance = random(0.3, 3, 3);
    double[] expected = IntStream.range(0, 24).mapToDouble(i -> {
      int c = i / 4 % 3;
      return (x.data()[i] - mean.data()[c]) / Math.sqrt(variance.data()[c] + EPSILON) * scale.data()[c]
          + bias.data()[c];
    }).toArray();
    assertCombines(Values.of(x.shape(), expected), 60, (a, in) -> Normalisations.batch(a, in.get(0), in.get(1),
        in.get(2), in.get(3), in.get(4), EPSILON), x, scale, bias, mean, variance);
    assertGives(Values.of(x.shape(), expected), 12,
        (a, v) -> Normalisations.batch(a, v, scale, bias, mean, variance, EPSILON), x);
  }

  @Test
  void unit_hasLengthOne() {
    Values x = random(-4, 4, 5, 8);
    double[] expected = IntStream.range(0, 40).mapToDouble(i -> x.data()[i]
        / Math.sqrt(Arrays.stream(x.data(), i / 8 * 8, i / 8 * 8 + 8).map(v -> v * v).sum())).toArray();
    assertGives(Values.of(x.shape(), expected), 40, (a, v) -> Normalisations.unit(a, v, 1, 1e-3), x);
  }

  @Test
  void localResponse_sumsOverNeighbouringChannels() {
    Values x = random(-4, 4, 2, 5, 3);
    double[] expected = IntStream.range(0, 30).mapToDouble(i -> {
      int c = i / 3 % 5;
      double sum = IntStream.rangeClosed(Math.max(0, c - 1), Math.min(4, c + 1))
          .mapToDouble(k -> x.data()[i + (k - c) * 3]).map(v -> v * v).sum();
      return x.data()[i] / Math.pow(1 + 0.1 / 3 * sum, 0.75);
    }).toArray();
    assertGives(Values.of(x.shape(), expected), 40, (a, v) -> Normalisations.localResponse(a, v, 3, 0.1, 0.75, 1), x);
  }
}
