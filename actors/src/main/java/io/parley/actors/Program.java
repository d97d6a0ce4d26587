package io.parley.actors;

import io.parley.client.PreparedPlan;
import io.parley.plan.BadRequestException;
import io.parley.plan.Plan;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.lowering.Target;
import io.parley.protocols.cost.ComparisonChoice;
import io.parley.serialization.PlanCodec;
import java.util.List;

/**
 * What a run runs: a plan, and how each role gets from there to what its protocol executes. All have to arrive at the
 * same, which they check by its id.
 *
 * @param planId the SHA-256 of the plan's canonical bytes, in hex
 * @param planBytes the length of the encoded plan
 * @param lowering the version by which each role lowers the plan by itself; 0 if it is lowered already
 * @param byFss the comparisons of the lowered plan that are made by function secret sharing
 * @param loweredId the id of the plan that is executed
 */
record Program(String planId, int planBytes, int lowering, List<Integer> byFss, String loweredId) {
  Program {
    byFss = List.copyOf(byFss);
  }

  /**
   * @param encoded the plan
   */
  static Program of(PreparedPlan prepared, byte[] encoded) {
    boolean lowered = prepared.plan().isLowered();
    String planId = PlanCodec.id(encoded);
    return new Program(planId, encoded.length, lowered ? 0 : Lowering.VERSION,
        lowered ? List.of() : ComparisonChoice.byFss(prepared.lowered()),
        lowered && prepared.plan().equals(prepared.lowered()) ? planId : PlanCodec.id(prepared.lowered()));
  }

  /**
   * What the role of a protocol with that target executes.
   *
   * @throws BadRequestException if it cannot be made here, or is another one than the run says
   */
  Plan lower(Plan plan, Target target) {
    if (plan.isLowered() != (lowering == 0)) {
      throw new BadRequestException("Plan '" + plan.name() + "' is " + (plan.isLowered() ? "" : "not ")
          + "lowered, but the run says otherwise; submit it again");
    }
    Plan lowered = lowering == 0 ? plan : ComparisonChoice.withFss(Lowering.lower(plan, target, lowering), byFss);
    String id = PlanCodec.id(lowered);
    if (!id.equals(loweredId)) {
      throw new BadRequestException("Plan '" + plan.name() + "' becomes " + id.substring(0, 12) + " here, but "
          + loweredId.substring(0, Math.min(12, loweredId.length()))
          + " for whom asks to run it; run the same release everywhere");
    }
    return lowered;
  }
}
