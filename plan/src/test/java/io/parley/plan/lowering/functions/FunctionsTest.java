package io.parley.plan.lowering.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parley.crypto.Shape;
import io.parley.plan.Function;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.lowering.Target;
import io.parley.plan.plaintext.FixedPointInterpreter;
import io.parley.plan.trace.Trace;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionsTest {
  private static final int SAMPLES = 20_001;

  private static double[] apply(Function function, int f, Target target, double... xs) {
    Trace trace = Trace.create("function", f);
    trace.reveal("y", trace.secret("x", Shape.of(xs.length)).apply(function));
    Plan plan = Lowering.lower(trace.plan(), target);
    return Objects.requireNonNull(
        FixedPointInterpreter.run(plan, Map.of("x", Values.of(Shape.of(xs.length), xs))).get("y")).data();
  }

  private static double[] grid(double from, double to, int f) {
    double unit = Math.scalb(1.0, f);
    return IntStream.range(0, SAMPLES).mapToDouble(i -> from + (to - from) * i / (SAMPLES - 1))
        .map(x -> Math.rint(x * unit) / unit).toArray();
  }

  /** Mean and largest error that a tenth of CrypTen's allows, or that are a few units in the last place. */
  static Stream<Arguments> domains() {
    return Stream.of(16, 20).flatMap(f -> Stream.of(
        Arguments.of(Function.EXP, f, -8, 2, 3.1e-4, 9e-3),
        Arguments.of(Function.EXP_NEGATIVE, f, -20, 0, 2e-5, 1e-4),
        Arguments.of(Function.LOG, f, 0.1, 100, 1e-4, 2e-4),
        Arguments.of(Function.RECIPROCAL, f, 0.1, 100, 2.6e-5, 1.6e-4),
        Arguments.of(Function.RECIPROCAL_ABOVE_ONE, f, 1, 1000, 1e-5, 2e-5),
        Arguments.of(Function.SQRT, f, 0, 100, 1.6e-4, 9e-4),
        Arguments.of(Function.RSQRT, f, 0.1, 100, 1e-4, 2e-4),
        Arguments.of(Function.SIGMOID, f, -8, 8, 4.3e-5, 2.8e-4),
        Arguments.of(Function.TANH, f, -4, 4, 8.5e-5, 5.6e-4),
        Arguments.of(Function.ERF, f, -4, 4, 5e-5, 1e-4),
        Arguments.of(Function.SOFTPLUS, f, -20, 20, 5e-5, 1e-4),
        Arguments.of(Function.GELU, f, -20, 20, 5e-5, 1e-4),
        Arguments.of(Function.GELU_TANH, f, -20, 20, 5e-5, 1e-4),
        Arguments.of(Function.SILU, f, -20, 20, 5e-5, 1e-4),
        Arguments.of(Function.SIN, f, -10, 10, 5e-5, 1e-4),
        Arguments.of(Function.COS, f, -10, 10, 5e-5, 1e-4),
        Arguments.of(Function.FLOOR, f, -100, 100, 0, 0)));
  }

  @ParameterizedTest(name = "{0}, {1} fraction bits")
  @MethodSource("domains")
  void apply_onItsDomain_isNear(Function function, int f, double from, double to, double mean, double most) {
    double[] xs = grid(from, to, f);
    for (Target target : Target.values()) {
      double[] ys = apply(function, f, target, xs);
      double[] errors = IntStream.range(0, xs.length).mapToDouble(i -> Math.abs(ys[i] - function.of(xs[i]))).toArray();
      int worst = IntStream.range(0, xs.length).reduce(0, (i, j) -> errors[j] > errors[i] ? j : i);
      double average = IntStream.range(0, xs.length).mapToDouble(i -> errors[i]).average().orElseThrow();
      assertThat(errors[worst]).as("largest error, at %s", xs[worst]).isLessThanOrEqualTo(most);
      assertThat(average).as("mean error").isLessThanOrEqualTo(mean);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 12, 24, 26})
  void apply_withOtherFractionBits_isNear(int f) {
    for (Function function : Function.values()) {
      double[] xs = DoubleStream.of(-3, -1.5, -0.25, 0.25, 0.5, 1, 2.75).filter(x -> isDefined(function, x)).toArray();
      for (Target target : Target.values()) {
        double[] ys = apply(function, f, target, xs);
        for (int i = 0; i < xs.length; i++) {
          assertThat(ys[i]).as("%s of %s, %s", function, xs[i], target).isCloseTo(function.of(xs[i]),
              within(Math.max(Math.scalb(48.0, -f), 1e-4)));
        }
      }
    }
  }

  private static boolean isDefined(Function function, double x) {
    return switch (function) {
      case EXP_NEGATIVE -> x <= 0;
      case LOG, SQRT, RSQRT -> x > 0;
      case RECIPROCAL_ABOVE_ONE -> x >= 1;
      default -> true;
    };
  }

  static Stream<Arguments> beyond() {
    return Stream.of(Arguments.of(Function.EXP, -600, 0), Arguments.of(Function.EXP, -20, 0),
        Arguments.of(Function.EXP_NEGATIVE, -600, 0), Arguments.of(Function.EXP_NEGATIVE, -1e6, 0),
        Arguments.of(Function.SIGMOID, 40, 1), Arguments.of(Function.SIGMOID, -40, 0),
        Arguments.of(Function.SIGMOID, 1e6, 1), Arguments.of(Function.TANH, 1e6, 1),
        Arguments.of(Function.TANH, -1e6, -1), Arguments.of(Function.ERF, 1000, 1),
        Arguments.of(Function.GELU, -1e6, 0), Arguments.of(Function.GELU, 1e6, 1e6),
        Arguments.of(Function.SILU, -1000, 0), Arguments.of(Function.SOFTPLUS, 1e6, 1e6),
        Arguments.of(Function.SQRT, 0, 0), Arguments.of(Function.SQRT, -5, 0),
        Arguments.of(Function.RECIPROCAL_ABOVE_ONE, 1 - 0x1p-12, 1),
        Arguments.of(Function.RECIPROCAL_ABOVE_ONE, 1e8, 0),
        Arguments.of(Function.RECIPROCAL, 1e6, 1e-6), Arguments.of(Function.RECIPROCAL, -1e6, -1e-6));
  }

  @ParameterizedTest(name = "{0} at {1}")
  @MethodSource("beyond")
  void apply_beyondItsDomain_staysAtItsEnd(Function function, double x, double expected) {
    for (Target target : Target.values()) {
      assertThat(apply(function, 16, target, x)[0]).isCloseTo(expected,
          within(1e-3));
    }
  }
}
