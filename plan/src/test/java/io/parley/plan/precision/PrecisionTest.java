package io.parley.plan.precision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Function;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.lowering.RandomTrace;
import io.parley.plan.plaintext.FixedPointInterpreter;
import io.parley.plan.plaintext.PlaintextInterpreter;
import io.parley.plan.trace.SecretTensor;
import io.parley.plan.trace.Trace;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrecisionTest {
  private static Bound bound(Plan plan, Map<String, Range> ranges, Map<String, Values> known) {
    return Precision.of(plan, ranges, known).bounds().get(plan.outputs().getFirst().node());
  }

  /** Whatever the inputs are: the values are in the range, and those of fixed point within the error. */
  private static void check(Plan plan, Map<String, Range> ranges, Map<String, Values> known,
      Map<String, Values> inputs) {
    Precision precision = Precision.of(plan, ranges, known);
    Map<String, Values> real = PlaintextInterpreter.run(plan, inputs);
    Map<String, Values> fixed = FixedPointInterpreter.run(Lowering.lower(plan), inputs);
    plan.outputs().forEach(output -> {
      Bound bound = precision.bounds().get(output.node());
      double[] expected = Objects.requireNonNull(real.get(output.name())).data();
      double[] got = Objects.requireNonNull(fixed.get(output.name())).data();
      for (int i = 0; i < expected.length; i++) {
        assertThat(expected[i]).as(output.name()).isBetween(bound.range().low() - 1e-9, bound.range().high() + 1e-9);
        assertThat(Math.abs(got[i] - expected[i])).as("error of %s", output.name())
            .isLessThanOrEqualTo(bound.error() + 1e-9);
      }
    });
  }

  @Property(tries = 200)
  void bounds_ofRandomPlans_hold(@ForAll long seed, @ForAll @IntRange(min = 4, max = 30) int steps) {
    RandomTrace random = new RandomTrace(seed, steps);
    Map<String, Range> ranges = new HashMap<>();
    random.inputs().forEach((name, values) -> ranges.put(name, Range.of(values)));

    check(random.plan(), ranges, Map.of(), random.inputs());
  }

  @Test
  void bounds_ofLayersWithKnownWeights_holdAndAreNear() {
    // given
    Random random = new Random(3);
    Trace trace = Trace.create("layers");
    SecretTensor hidden = trace.secret("x", Shape.of(2, 1, 8, 8)).conv2d(trace.secret("k", Shape.of(3, 1, 3, 3)),
        Conv2dSpec.of(3, 1)).relu().maxPool(Conv2dSpec.of(2, 2));
    trace.reveal("y", hidden.reshape(2, 27).matmul(trace.secret("w", Shape.of(27, 4))).sigmoid());
    Map<String, Values> weights = Map.of("k", values(random, Shape.of(3, 1, 3, 3)), "w",
        values(random, Shape.of(27, 4)));
    Map<String, Values> inputs = new HashMap<>(weights);
    inputs.put("x", values(random, Shape.of(2, 1, 8, 8)));
    Map<String, Range> ranges = Map.of("x", new Range(-1, 1));

    // when, then
    check(trace.plan(), ranges, weights, inputs);
    Map<String, Range> blind = Map.of("x", new Range(-1, 1), "k", new Range(-1, 1), "w", new Range(-1, 1));
    int layer = trace.plan().outputs().getFirst().node() - 1;
    assertThat(Precision.of(trace.plan(), ranges, weights).bounds().get(layer).range().size())
        .isLessThan(0.6 * Precision.of(trace.plan(), blind, Map.of()).bounds().get(layer).range().size());
  }

  @ParameterizedTest
  @EnumSource(Function.class)
  void bounds_ofFunctions_hold(Function function) {
    Trace trace = Trace.create("function");
    trace.reveal("y", trace.secret("x", Shape.of(1000)).mul(0.5).apply(function));
    double least = function == Function.RECIPROCAL_ABOVE_ONE ? 2 : 0.5;
    double[] xs = new Random(5).doubles(1000, least, 9).toArray();
    double[] signed = function == Function.EXP_NEGATIVE ? Arrays.stream(xs).map(x -> -x).toArray() : xs;
    Range range = function == Function.EXP_NEGATIVE ? new Range(-9, -0.5) : new Range(least, 9);

    check(trace.plan(), Map.of("x", range), Map.of(), Map.of("x", Values.of(Shape.of(1000), signed)));
  }

  /** Where a few of the evenly spaced samples would miss all that the function does. */
  @ParameterizedTest
  @EnumSource(value = Function.class, names = {"SIGMOID", "TANH", "GELU", "SILU"})
  void bounds_ofFunctionsOfWideRanges_hold(Function function) {
    Trace trace = Trace.create("function");
    trace.reveal("y", trace.secret("x", Shape.of(1000)).mul(0.3).mul(4096).apply(function));
    double[] xs = new Random(6).doubles(1000, -0.004, 0.004).toArray();

    check(trace.plan(), Map.of("x", new Range(-6000, 6000)), Map.of(), Map.of("x", Values.of(Shape.of(1000), xs)));
  }

  @Test
  void warnings_nameWhatMayOverflow_andBitsThatWouldDo() {
    Trace trace = Trace.create("powers");
    SecretTensor x = trace.secret("x", Shape.of(2));
    trace.reveal("y", x.mul(x).mul(x));

    Precision precision = Precision.of(trace.plan(), Map.of("x", new Range(-2000, 2000)), Map.of());

    assertThat(precision.warnings()).singleElement().asString().contains("(mul) may reach 8E+9")
        .contains("16 fraction bits hold numbers below 2^30");
    assertThat(precision.mostFractionBits()).hasValue(14);
  }

  /** By what plans make of them: a maximum compares a difference, a mean divides a sum, a window's maximum does both. */
  @Test
  void warnings_nameWhatOverflowsOnTheWay() {
    Trace trace = Trace.create("on the way");
    SecretTensor low = trace.secret("low", Shape.of(1, 1, 4, 4));
    SecretTensor high = trace.secret("high", Shape.of(1, 1, 4, 4));
    SecretTensor wide = trace.secret("wide", Shape.of(1, 1, 4, 4));
    trace.reveal("max", low.max(high));
    trace.reveal("selected", high.greaterThan(1).select(low, high));
    trace.reveal("mean", high.averagePool(Conv2dSpec.of(2, 2)));
    trace.reveal("largest", wide.maxPool(Conv2dSpec.of(2, 2)));
    Map<String, Range> ranges = Map.of("low", new Range(-0x1p29, 0), "high", new Range(0, 0x1p29), "wide",
        new Range(-0x1p29, 0x1p29));

    assertThat(Precision.of(trace.plan(), ranges, Map.of()).warnings()).satisfiesExactly(
        w -> assertThat(w).contains("(max) may reach"), w -> assertThat(w).contains("(select) may reach"),
        w -> assertThat(w).contains("(averagePool) may reach"), w -> assertThat(w).contains("(maxPool) may reach"));
  }

  @Test
  void bounds_ofMeansOfLargeNumbers_countTheRoundedDivisor() {
    Trace trace = Trace.create("means");
    trace.reveal("y", trace.secret("x", Shape.of(1, 1, 3, 3)).averagePool(Conv2dSpec.of(3, 1)));
    double[] x = new double[9];
    Arrays.fill(x, 3236.5);

    check(trace.plan(), Map.of("x", new Range(0, 4000)), Map.of(), Map.of("x", Values.of(Shape.of(1, 1, 3, 3), x)));
  }

  @Test
  void warnings_nameFunctionsOutsideTheirDomain() {
    Trace trace = Trace.create("quotient");
    trace.reveal("y", trace.secret("x", Shape.of(2)).reciprocal());

    assertThat(Precision.of(trace.plan(), Map.of("x", new Range(-1, 1)), Map.of()).warnings()).singleElement()
        .asString().contains("reciprocal of numbers in [-1, 1]");
    assertThat(Precision.of(trace.plan(), Map.of("x", new Range(-8, -1)), Map.of()).warnings()).isEmpty();
    assertThat(bound(trace.plan(), Map.of("x", new Range(-8, -1)), Map.of()).range())
        .isEqualTo(new Range(-1, -0.125));
  }

  /** Numbers are brought to around 1 by powers of two, for which they have to stay below 2^(60 − 2f). */
  @ParameterizedTest
  @EnumSource(value = Function.class, names = {"LOG", "SQRT", "RSQRT", "RECIPROCAL"})
  void warnings_nameFunctionsOfTooLargeNumbers(Function function) {
    for (int f : new int[]{12, 16, 20}) {
      Trace trace = Trace.create("large", f);
      trace.reveal("y", trace.secret("x", Shape.of(2)).apply(function));
      double most = Math.scalb(1.0, 60 - 2 * f);

      assertThat(Precision.of(trace.plan(), Map.of("x", new Range(1, most)), Map.of()).warnings()).isEmpty();
      assertThat(Precision.of(trace.plan(), Map.of("x", new Range(1, 2 * most)), Map.of()).warnings()).singleElement()
          .asString().contains("not all of which are in its domain");
    }
  }

  @Test
  void of_inputWithoutRange_isRefused() {
    Trace trace = Trace.create("plan");
    trace.reveal("y", trace.secret("pixels", Shape.of(2)));

    assertThatThrownBy(() -> Precision.of(trace.plan(), Map.of(), Map.of())).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("The range of input 'pixels' is not given").hasMessageContaining("pixels=0:1");
  }

  private static Values values(Random random, Shape shape) {
    return Values.of(shape, random.doubles(shape.size(), -1, 1).map(v -> Math.rint(v * 65536) / 65536).toArray());
  }
}
