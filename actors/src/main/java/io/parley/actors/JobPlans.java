package io.parley.actors;

import io.parley.plan.BadRequestException;
import io.parley.plan.Plan;
import io.parley.plan.lowering.Target;
import io.parley.serialization.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a role executes in each step of a job, once the steps' plans are here. */
final class JobPlans {
  private final List<Step> steps;
  private final int from;
  private final PlanGathering plans;
  private final Programs programs;
  private final Target target;

  JobPlans(SessionActor.Conducted run, PlanGathering plans, Programs programs, Target target) {
    this.steps = run.request().proposal().job().steps();
    this.from = run.attempt().fromStep();
    this.plans = plans;
    this.programs = programs;
    this.target = target;
  }

  /**
   * Checks that each step is what its plan says, and is lowered here to what the client says.
   *
   * @throws BadRequestException if not
   */
  void check() {
    Set<Step> checked = new HashSet<>();
    for (int step = from; step < steps.size(); step++) {
      if (checked.add(steps.get(step))) {
        steps.get(step).check(plans.plan(step));
        lowered(step);
      }
    }
  }

  /** As people wrote it. */
  Plan plan(int step) {
    return plans.plan(step);
  }

  Plan lowered(int step) {
    return programs.lowered(steps.get(step).program(), plans.plan(step), target);
  }
}
