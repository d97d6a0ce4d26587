package io.parley.client;

import io.parley.plan.Plan;
import io.parley.plan.lowering.Lowering;
import io.parley.protocols.cost.ComparisonChoice;
import io.parley.serialization.PlanCodec;
import io.parley.serialization.Program;
import java.util.List;

/**
 * A plan with what it becomes under the options of a run.
 *
 * @param plan as it was given
 * @param lowered what the roles run; the same plan if that was lowered already
 * @param program their ids, and the way from one to the other
 * @param encoded the plan as bytes, which nobody changes
 */
public record PreparedPlan(Plan plan, Plan lowered, Program program, byte[] encoded) {
  /** Encodes and hashes, once for all runs. */
  public static PreparedPlan of(Plan plan, Plan lowered) {
    String planId = PlanCodec.id(plan);
    boolean given = plan.isLowered();
    Program program = new Program(planId, given ? 0 : Lowering.VERSION,
        given ? List.of() : ComparisonChoice.byFss(lowered),
        given && plan.equals(lowered) ? planId : PlanCodec.id(lowered));
    return new PreparedPlan(plan, lowered, program, PlanCodec.encode(plan));
  }
}
