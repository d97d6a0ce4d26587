package io.parley.plan.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.plan.Level;
import io.parley.plan.Node;
import io.parley.plan.Plan;
import io.parley.plan.PlanBuilder;
import io.parley.plan.Values;
import io.parley.plan.plaintext.FixedPointInterpreter;
import io.parley.plan.plaintext.PlaintextInterpreter;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LoweringPropertyTest {
  @Property(tries = 300)
  void lower_randomPlan_computesTheSame(@ForAll long seed, @ForAll @IntRange(min = 4, max = 40) int steps,
      @ForAll Target target) {
    RandomTrace random = new RandomTrace(seed, steps);
    Plan surface = random.plan();
    Map<String, Values> expected = PlaintextInterpreter.run(surface, random.inputs());

    Plan lowered = Lowering.lower(surface, target);

    PlanBuilder again = PlanBuilder.create(lowered.name(), Level.LOWERED);
    lowered.nodes().forEach(again::declared);
    assertThat(lowered.isLowered()).isTrue();
    assertSame(PlaintextInterpreter.run(lowered, random.inputs()), expected);
    assertSame(FixedPointInterpreter.run(lowered, random.inputs()), expected);
  }

  @Property(tries = 50)
  void lower_samePlan_givesTheSame(@ForAll long seed) {
    assertThat(Lowering.lower(new RandomTrace(seed, 30).plan()))
        .isEqualTo(Lowering.lower(new RandomTrace(seed, 30).plan()));
  }

  @Property(tries = 50)
  void lower_randomPlan_neverExceedsTwiceTheFractionBits(@ForAll long seed) {
    for (Node node : Lowering.lower(new RandomTrace(seed, 30).plan()).nodes()) {
      assertThat(node.type().fractionBits()).as(node.toString()).isLessThanOrEqualTo(32);
    }
  }

  private static void assertSame(Map<String, Values> actual, Map<String, Values> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, values) -> {
      Values got = Objects.requireNonNull(actual.get(name));
      assertThat(got.shape()).as(name).isEqualTo(values.shape());
      for (int i = 0; i < values.data().length; i++) {
        double difference = got.data()[i] - values.data()[i];
        assertThat(difference).as("%s[%d], expected %s", name, i, values.data()[i]).isZero();
      }
    });
  }
}
