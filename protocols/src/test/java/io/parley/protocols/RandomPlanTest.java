package io.parley.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.plan.Plan;
import io.parley.plan.PlanPrinter;
import io.parley.plan.Values;
import io.parley.plan.lowering.Lowering;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** Random plans under every protocol: what numbers are held in has room for them, whatever comes after what. */
class RandomPlanTest {
  @Property(tries = 25, seed = "1", shrinking = ShrinkingMode.OFF)
  void run_randomPlan_errsNoMoreThanPredicted(@ForAll long seed, @ForAll @IntRange(min = 3, max = 12) int steps,
      @ForAll @IntRange(min = 10, max = 22) int fractionBits) throws Exception {
    RandomPlan random = new RandomPlan(seed, steps, fractionBits);
    List<String> wrong = new ArrayList<>();

    for (ConformanceTest.Setting setting : ConformanceTest.smallest().toList()) {
      Plan plan = Lowering.lower(random.plan(), setting.protocol().target());
      Map<String, Values> got = LocalNetwork.run(plan, setting.protocol(), setting.parties(), random.inputs())
          .outputs();
      got.forEach((name, values) -> check(random, name, values.data()).forEach(w -> wrong.add(setting + ": " + w)));
    }

    assertThat(wrong)
        .as("seed %d, %d steps, %d fraction bits:%n%s", seed, steps, fractionBits, PlanPrinter.print(random.plan()))
        .isEmpty();
  }

  private static List<String> check(RandomPlan random, String name, double[] got) {
    if (name.startsWith(RandomPlan.TRIED)) {
      return List.of();
    }
    double[] expected = random.expected(name).data();
    double error = random.bound(name).error();
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(got[i] - expected[i]) <= error)) {
        return List.of(name + "[" + i + "] is " + got[i] + " instead of " + expected[i] + " ± " + error);
      }
    }
    return List.of();
  }
}
