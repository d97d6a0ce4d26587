package io.parley.plan.formulas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.Level;
import io.parley.plan.Plan;
import io.parley.plan.PlanBuilder;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.lowering.Target;
import io.parley.plan.plaintext.FixedPointInterpreter;
import io.parley.plan.plaintext.PlaintextInterpreter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** A formula on secret inputs, run in plaintext, and lowered on ring words with either truncation. */
final class FormulaRun {
  static final int FRACTION_BITS = 16;
  static final double ULP = 0x1p-16;
  /** What double precision may be off. */
  private static final double PLAIN = 1e-6;

  interface Formula {
    int on(Algebra<Integer> a, List<Integer> inputs);
  }

  interface UnaryFormula {
    int on(Algebra<Integer> a, int x);
  }

  private FormulaRun() {}

  /** Checks the result: in plaintext almost exactly, on ring words to some units in the last place. */
  static void assertCombines(Values expected, double ulps, Formula formula, Values... inputs) {
    Plan plan = plan(formula, inputs);
    assertNear(PlaintextInterpreter.run(plan, named(inputs)), expected, PLAIN, "plaintext");
    for (Target target : Target.values()) {
      assertNear(FixedPointInterpreter.run(Lowering.lower(plan, target), named(inputs)), expected, ulps * ULP,
          target.name());
    }
  }

  static void assertGives(Values expected, double ulps, UnaryFormula formula, Values input) {
    assertCombines(expected, ulps, (a, in) -> formula.on(a, in.getFirst()), input);
  }

  /** Checks every element. */
  static void assertMaps(DoubleUnaryOperator expected, double ulps, UnaryFormula formula, double... xs) {
    assertGives(Values.of(Shape.of(xs.length), Arrays.stream(xs).map(expected).toArray()), ulps, formula,
        Values.of(Shape.of(xs.length), xs));
  }

  /** What fixed point makes of the formula, for measurements. */
  static Values run(Formula formula, Target target, Values... inputs) {
    return Objects.requireNonNull(
        FixedPointInterpreter.run(Lowering.lower(plan(formula, inputs), target), named(inputs)).get("y"));
  }

  static Plan plan(Formula formula, Values... inputs) {
    PlanBuilder builder = PlanBuilder.create("formula", Level.SURFACE);
    List<Integer> in = IntStream.range(0, inputs.length)
        .map(i -> builder.input("x" + i, Plan.CLIENT, TensorType.secret(inputs[i].shape(), FRACTION_BITS))).boxed()
        .toList();
    builder.output("y", formula.on(new PlanAlgebra(builder, FRACTION_BITS), in), Plan.CLIENT);
    return builder.build();
  }

  private static Map<String, Values> named(Values... inputs) {
    Map<String, Values> named = new LinkedHashMap<>();
    for (int i = 0; i < inputs.length; i++) {
      named.put("x" + i, inputs[i]);
    }
    return named;
  }

  private static void assertNear(Map<String, Values> outputs, Values expected, double tolerance, String how) {
    Values got = Objects.requireNonNull(outputs.get("y"));
    assertThat(got.shape()).as(how).isEqualTo(expected.shape());
    for (int i = 0; i < expected.data().length; i++) {
      assertThat(got.data()[i]).as("%s, element %d", how, i).isCloseTo(expected.data()[i], within(tolerance));
    }
  }

  /** Random numbers that fixed point holds exactly; the same each time. */
  static Values random(double from, double to, int... dims) {
    Random random = new Random(Arrays.hashCode(dims) + Double.hashCode(from));
    Shape shape = Shape.of(dims);
    return Values.of(shape, random.doubles(shape.size(), from, to).map(FormulaRun::rounded).toArray());
  }

  /** Evenly spaced numbers that fixed point holds exactly. */
  static double[] grid(double from, double to, int count) {
    return IntStream.range(0, count).mapToDouble(i -> rounded(from + (to - from) * i / (count - 1))).toArray();
  }

  static Values values(Shape shape, double... data) {
    return Values.of(shape, data);
  }

  private static double rounded(double x) {
    return Math.rint(x / ULP) * ULP;
  }
}
