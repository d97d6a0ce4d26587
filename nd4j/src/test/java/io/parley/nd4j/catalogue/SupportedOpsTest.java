package io.parley.nd4j.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.lowering.Target;
import io.parley.plan.plaintext.FixedPointInterpreter;
import io.parley.plan.plaintext.PlaintextInterpreter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each op that the catalogue calls supported on secrets, against ND4J's own, on random operands. */
class SupportedOpsTest {
  private static final int FRACTION_BITS = 16;
  private static final int ELEMENTS = 30;
  private static final int RUNS = 3;
  /** Of float64 against ND4J, which computes some functions in float32. */
  private static final double EXACT = 1e-5;

  static Stream<String> ops() {
    return Supported.ALL.keySet().stream().filter(op -> Supported.recipe(op).isPresent());
  }

  @ParameterizedTest
  @MethodSource("ops")
  void recipe_onRandomOperands_computesWhatNd4jDoes(String op) {
    Recipe recipe = Supported.recipe(op).orElseThrow();
    Plan surface = recipe.plan(ELEMENTS, FRACTION_BITS);
    Plan lowered = Lowering.lower(surface, Target.LATE_TRUNCATION);
    for (int run = 0; run < RUNS; run++) {
      SplittableRandom random = new SplittableRandom(op.hashCode() + run);
      List<Values> operands = new ArrayList<>();
      Map<String, Values> inputs = new HashMap<>();
      for (Operand operand : recipe.operands()) {
        Values values = operand.random(ELEMENTS, random);
        inputs.put("x" + operands.size(), values);
        operands.add(values);
      }

      List<Values> expected = Nd4jCall.results(op, recipe, operands);

      assertNear("plain", PlaintextInterpreter.run(surface, inputs), expected, EXACT);
      assertNear("on ring words", FixedPointInterpreter.run(lowered, inputs), expected, recipe.tolerance());
    }
  }

  private static void assertNear(String how, Map<String, Values> outputs, List<Values> expected, double tolerance) {
    assertThat(outputs).as("results, %s", how).hasSameSizeAs(expected);
    List<Values> actual = List.copyOf(outputs.values());
    for (int i = 0; i < expected.size(); i++) {
      double[] is = actual.get(i).data();
      double[] should = expected.get(i).data();
      assertThat(is).as("result %s, %s", i, how).hasSameSizeAs(should);
      for (int j = 0; j < is.length; j++) {
        assertThat(Math.abs(is[j] - should[j]) / Math.max(1, Math.abs(should[j])))
            .as("%s: element %s of result %s is %s, not %s", how, j, i, is[j], should[j])
            .isLessThanOrEqualTo(tolerance);
      }
    }
  }
}
