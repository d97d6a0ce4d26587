package io.parley.protocols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parley.crypto.Shape;
import io.parley.plan.Function;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.trace.SecretTensor;
import io.parley.plan.trace.Trace;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions, lowered, under every protocol: on what they are for, at their edges, and far beyond. */
class FunctionConformanceTest {
  private static final double[] POINTS = {-1e6, -600, -20, -8, -3.1, -1, -0.5, -1.0 / 65536, 0, 1.0 / 65536, 0.125, 0.5,
      1, 1.9375, 4, 10, 40, 1000, 1e6};
  private static final double LARGE = 1e8;
  private static final String OF_PRODUCT = " of a product";
  /** Of values around 1; larger ones err in proportion. */
  private static final double TOLERANCE = 4.0 / 65536;

  static Stream<ConformanceTest.Setting> settings() {
    return ConformanceTest.settings();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("settings")
  void functions_areNearTheirValues(ConformanceTest.Setting setting) throws Exception {
    Shape shape = Shape.of(POINTS.length);
    Trace trace = Trace.create("functions");
    SecretTensor x = trace.secret("x", shape);
    SecretTensor half = trace.secret("half", Shape.of());
    for (Function function : Function.values()) {
      trace.reveal(function.label(), x.apply(function));
      // What was truncated before, and sums with large numbers after it.
      trace.reveal(function.label() + OF_PRODUCT, x.mul(half).mul(2).apply(function).add(LARGE));
    }
    trace.reveal("softmax", x.softmax(0));
    Plan plan = Lowering.lower(trace.plan(), setting.protocol().target());

    var outcome = LocalNetwork.run(plan, setting.protocol(), setting.parties(), Map.of("x", Values.of(shape, POINTS),
        "half", Values.scalar(0.5)));

    for (Function function : Function.values()) {
      check(function, data(outcome.outputs(), function.label()), 0);
      check(function, data(outcome.outputs(), function.label() + OF_PRODUCT), LARGE);
    }
    assertThat(data(outcome.outputs(), "softmax")[POINTS.length - 1])
        .isCloseTo(1, within(TOLERANCE));
  }

  /** A factor below 2^−4 has more fraction bits, so that more are dropped from the product. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("settings")
  void numbersTimesSmallFactors_fitWhateverFollows(ConformanceTest.Setting setting) throws Exception {
    Trace trace = Trace.create("small factors");
    SecretTensor mean = trace.secret("x", Shape.of(2, 100)).mean(1);
    trace.reveal("rsqrt", mean.rsqrt());
    trace.reveal("log", mean.log());
    trace.reveal("sum", mean.mul(0.001).add(LARGE));
    trace.reveal("sign", mean.mul(0.001).sub(LARGE).lessThan(0));
    double[] x = new double[200];
    Arrays.setAll(x, i -> i < 100 ? 4 : 1000);

    var outputs = LocalNetwork.run(Lowering.lower(trace.plan(), setting.protocol().target()), setting.protocol(),
        setting.parties(), Map.of("x", Values.of(Shape.of(2, 100), x))).outputs();

    assertThat(data(outputs, "rsqrt")).containsExactly(new double[]{0.5, 1 / Math.sqrt(1000)}, within(1e-4));
    assertThat(data(outputs, "log")).containsExactly(new double[]{Math.log(4), Math.log(1000)}, within(1e-3));
    assertThat(data(outputs, "sum")).containsExactly(new double[]{LARGE + 0.004, LARGE + 1}, within(1e-3));
    assertThat(data(outputs, "sign")).containsExactly(1, 1);
  }

  /** What has fewer than half of a polynomial's fraction bits drops more than those it has. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("io.parley.protocols.ConformanceTest#smallest")
  void functionsOfFewFractionBits_fitWhateverFollows(ConformanceTest.Setting setting) throws Exception {
    double large = 0x1p41;
    Trace trace = Trace.create("few fraction bits", 10);
    SecretTensor x = trace.secret("x", Shape.of(1));
    for (Function function : Function.values()) {
      trace.reveal(function.label(), x.apply(function).add(large));
    }

    var outputs = LocalNetwork.run(Lowering.lower(trace.plan(), setting.protocol().target()), setting.protocol(),
        setting.parties(), Map.of("x", Values.of(Shape.of(1), -0.5))).outputs();

    for (Function function : Function.values()) {
      if (isDefined(function, -0.5)) {
        assertThat(data(outputs, function.label())[0] - large).as("%s", function)
            .isCloseTo(function.of(-0.5), within(0x1p-8 * Math.max(1, Math.abs(function.of(-0.5)))));
      }
    }
  }

  private static double[] data(Map<String, Values> outputs, String name) {
    return Objects.requireNonNull(outputs.get(name)).data();
  }

  private static void check(Function function, double[] got, double more) {
    for (int i = 0; i < got.length; i++) {
      double expected = function.of(POINTS[i]);
      if (isDefined(function, POINTS[i]) && (more == 0 || isSmooth(function, POINTS[i]))) {
        assertThat(got[i] - more).as("%s(%s) + %s", function, POINTS[i], more)
            .isCloseTo(expected, within(TOLERANCE * Math.max(1, Math.abs(expected))));
      } else if (function != Function.EXP_NEGATIVE && function != Function.RECIPROCAL_ABOVE_ONE) {
        assertThat(got[i] - more).as("%s(%s) + %s saturates", function, POINTS[i], more).isBetween(-2e6, 1e9);
      }
    }
  }

  /** Whether a unit in the last place of x makes no more of the result. */
  private static boolean isSmooth(Function function, double x) {
    return switch (function) {
      case LOG, RSQRT, RECIPROCAL, RECIPROCAL_ABOVE_ONE, SQRT -> Math.abs(x) >= 1;
      case FLOOR -> false;
      default -> true;
    };
  }

  private static boolean isDefined(Function function, double x) {
    return switch (function) {
      case EXP -> x <= 10;
      case EXP_NEGATIVE -> x <= 0;
      case RECIPROCAL_ABOVE_ONE -> x >= 1;
      case LOG, RSQRT -> x > 0;
      case RECIPROCAL -> Math.abs(x) >= 1.0 / 1024;
      case SQRT -> x >= 0;
      case SIN, COS -> Math.abs(x) <= 1024;
      default -> true;
    };
  }
}
