package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.client.PreparedPlan;
import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.lowering.Target;
import io.parley.plan.trace.Trace;
import io.parley.protocols.cost.ComparisonChoice;
import io.parley.serialization.PlanCodec;
import io.parley.serialization.Program;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramsTest {
  private static final Plan PLAN = plan();
  private static final Plan LOWERED = Lowering.lower(PLAN, Target.SEPARABLE);

  private static Plan plan() {
    Trace trace = Trace.create("chance");
    trace.reveal("y", trace.secret("x", Shape.of(3, 4)).softmax(1).relu());
    return trace.plan();
  }

  private static Program program(Plan plan, Plan lowered) {
    return PreparedPlan.of(plan, lowered).program();
  }

  @Test
  void lower_bySomebodyElse_givesTheSame() {
    Program program = program(PLAN, LOWERED);
    Plan arrived = PlanCodec.decode(PlanCodec.encode(PLAN));

    assertThat(Programs.lower(program, arrived, Target.SEPARABLE)).isEqualTo(LOWERED);
    assertThat(program.planId()).isEqualTo(PlanCodec.id(PLAN));
    assertThat(program.loweredId()).isEqualTo(PlanCodec.id(LOWERED));
  }

  @Test
  void lower_comparisonsByFss_areThoseOfTheRun() {
    List<Integer> comparisons = LOWERED.nodes().stream()
        .filter(n -> n.op() instanceof Op.IsNegative).map(Node::id).toList();
    Plan mixed = ComparisonChoice.withFss(LOWERED, comparisons.subList(0, 1));

    Program program = program(PLAN, mixed);

    assertThat(comparisons).hasSizeGreaterThan(1);
    assertThat(program.byFss()).isEqualTo(comparisons.subList(0, 1));
    assertThat(Programs.lower(program, PLAN, Target.SEPARABLE)).isEqualTo(mixed);
  }

  /** As by another release, or by somebody who would have others run what nobody approved. */
  @Test
  void lower_toAnotherPlanThanTheRunSays_isRefused() {
    Program program = program(PLAN, LOWERED);

    assertThatThrownBy(() -> Programs.lower(program, PLAN, Target.LATE_TRUNCATION))
        .isInstanceOf(BadRequestException.class)
        .hasMessage("Plan 'chance' becomes " + PlanCodec.id(Lowering.lower(PLAN)).substring(0, 12) + " here, but "
            + program.loweredId().substring(0, 12) + " for whom asks to run it; run the same release everywhere");
  }

  @Test
  void lower_byAVersionThatIsNotHere_isRefused() {
    Program program = program(PLAN, LOWERED);
    Program later = new Program(program.planId(), 9, List.of(), program.loweredId());

    assertThatThrownBy(() -> Programs.lower(later, PLAN, Target.SEPARABLE)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("version " + Lowering.VERSION).hasMessageContaining("version 9 is asked for");
  }

  @Test
  void lower_ofWhatIsLowered_isTheSamePlan() {
    assertThat(Programs.lower(program(LOWERED, LOWERED), LOWERED, Target.SEPARABLE)).isEqualTo(LOWERED);
    assertThatThrownBy(() -> Programs.lower(program(PLAN, LOWERED), LOWERED, Target.SEPARABLE))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("is lowered, but the run says otherwise");
  }

  @Test
  void programs_keepWhatWasLowered_andForgetWhatFailed() {
    Programs programs = new Programs(1 << 28);
    Program program = program(PLAN, LOWERED);

    Plan first = programs.lowered(program, PLAN, Target.SEPARABLE);

    assertThat(programs.lowered(program, PLAN, Target.SEPARABLE)).isSameAs(first);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> programs.lowered(program, PLAN, Target.LATE_TRUNCATION))
          .isInstanceOf(BadRequestException.class);
    }
  }
}
