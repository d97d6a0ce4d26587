package io.parley.plan.formulas;

import static io.parley.plan.formulas.FormulaRun.assertCombines;
import static io.parley.plan.formulas.FormulaRun.assertMaps;
import static io.parley.plan.formulas.FormulaRun.grid;
import static io.parley.plan.formulas.FormulaRun.random;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElementwiseTest {
  /** With whole numbers, halves, and the smallest steps around them. */
  private static final double[] EDGES = DoubleStream
      .concat(IntStream.rangeClosed(-12, 12).mapToDouble(i -> i / 4.0)
          .flatMap(x -> DoubleStream.of(x, x + FormulaRun.ULP, x - FormulaRun.ULP)), DoubleStream.of(1000, -1000))
      .toArray();

  @Test
  void exactFormulas_onEdges_areExact() {
    assertMaps(Math::abs, 0, Elementwise::abs, EDGES);
    assertMaps(Math::signum, 0, Elementwise::sign, EDGES);
    assertMaps(Math::floor, 0, Elementwise::floor, EDGES);
    assertMaps(Math::ceil, 0, Elementwise::ceil, EDGES);
    assertMaps(Math::rint, 0, Elementwise::round, EDGES);
    assertMaps(x -> x < 0 ? Math.ceil(x) : Math.floor(x), 0, Elementwise::trunc, EDGES);
  }

  @Test
  void round_largeNumbers_isExact() {
    assertMaps(Math::rint, 0, Elementwise::round, 100_000.5, 100_001.5, -100_000.5, -99_999.5, 123_456.25);
  }

  @Test
  void square_isNear() {
    assertMaps(x -> x * x, 1, Elementwise::square, grid(-100, 100, 200));
  }

  @Test
  void min_broadcasts() {
    Values x = random(-5, 5, 3, 4);
    Values y = random(-4, 4, 4);
    assertCombines(pairs(x, y, Math::min), 0, (a, in) -> Elementwise.min(a, in.get(0), in.get(1)), x, y);
  }

  @Test
  void clamp_staysWithinItsBounds() {
    assertMaps(x -> Math.clamp(x, -1.5, 2), 0, (a, x) -> Elementwise.clamp(a, x, -1.5, 2), EDGES);
    assertMaps(x -> Math.max(x, 0.25), 0, (a, x) -> Elementwise.clamp(a, x, 0.25, Float.MAX_VALUE), EDGES);
    assertMaps(x -> Math.min(x, 0.25), 0, (a, x) -> Elementwise.clamp(a, x, Double.NEGATIVE_INFINITY, 0.25), EDGES);
  }

  @Test
  void clamp_boundsInTheWrongOrder_areRefused() {
    assertThatThrownBy(() -> assertMaps(x -> x, 0, (a, x) -> Elementwise.clamp(a, x, 2, 1), 0))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("lower bound first");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 2, 3, 7, 0.25, 1000, -3, -0.5})
  void mod_hasTheDivisorsSign(double m) {
    assertMaps(x -> x - m * Math.floor(x / m), 0, (a, x) -> Elementwise.mod(a, x, m), EDGES);
  }

  @Test
  void remainder_hasTheDividendsSign() {
    assertMaps(x -> x % 3, 0, (a, x) -> Elementwise.remainder(a, x, Values.scalar(3)), EDGES);
    assertMaps(x -> x % 3, 0, (a, x) -> Elementwise.remainder(a, x, Values.scalar(-3)), EDGES);
  }

  @Test
  void mod_divisorsDiffer_eachIsUsed() {
    Values x = random(-50, 50, 3, 2);
    Values m = Values.of(Shape.of(2), 5, -4);
    assertCombines(pairs(x, m, (p, q) -> p - q * Math.floor(p / q)), 0,
        (a, in) -> Elementwise.mod(a, in.getFirst(), m), x);
  }

  @Test
  void divisionByZero_isRefused() {
    assertThatThrownBy(() -> assertMaps(x -> x, 0, (a, x) -> Elementwise.mod(a, x, 0), 1))
        .isInstanceOf(BadRequestException.class);
    assertThatThrownBy(() -> assertMaps(x -> x, 0, (a, x) -> Elementwise.divide(a, x, 0), 1))
        .isInstanceOf(BadRequestException.class);
  }

  /** The range of dividends and of divisors, and the error in units of the last place. */
  @ParameterizedTest
  @CsvSource({"-8, 8, 1, 8, 3", "-100, 100, 0.1, 10, 20", "-1000, 1000, 100, 1000, 18", "-1, 1, -50, -1, 3"})
  void div_onItsDomain_isNear(double from, double to, double least, double most, double ulps) {
    Values x = random(from, to, 500);
    Values y = random(least, most, 500);
    assertCombines(pairs(x, y, (p, q) -> p / q), ulps, (a, in) -> Elementwise.div(a, in.get(0), in.get(1)), x, y);
  }

  @ParameterizedTest
  @CsvSource({"0, 2, 0", "1, 2, 0", "2, 4, 1", "3, 4, 30", "7, 2, 300", "-1, 4, 20", "-2, 4, 70", "0.5, 4, 10",
      "-0.5, 4, 20", "1.5, 4, 20", "-1.5, 4, 60", "0.3, 4, 20", "-0.7, 4, 40", "2.2, 4, 90"})
  void pow_publicExponent_isNear(double p, double most, double ulps) {
    assertMaps(x -> Math.pow(x, p), ulps, (a, x) -> Elementwise.pow(a, x, p), grid(0.25, most, 200));
  }

  @Test
  void pow_wholeExponentOfNegatives_hasTheRightSign() {
    assertMaps(x -> x * x * x, 30, (a, x) -> Elementwise.pow(a, x, 3), grid(-4, 4, 100));
    assertMaps(x -> 1 / (x * x), 70, (a, x) -> Elementwise.pow(a, x, -2), grid(-4, -0.5, 100));
  }

  @Test
  void power_secretExponent_isNear() {
    Values x = random(0.5, 4, 200);
    Values p = random(-2, 2, 200);
    assertCombines(pairs(x, p, Math::pow), 120, (a, in) -> Elementwise.power(a, in.get(0), in.get(1)), x, p);
  }

  private static Values pairs(Values x, Values y, DoubleBinaryOperator f) {
    int n = y.data().length;
    return Values.of(x.shape(),
        IntStream.range(0, x.data().length).mapToDouble(i -> f.applyAsDouble(x.data()[i], y.data()[i % n])).toArray());
  }
}
