package io.parley.client;

import io.parley.plan.Plan;

/**
 * A plan with what it becomes under the options of a run.
 *
 * @param plan as it was given
 * @param lowered what the roles run; the same plan if that was lowered already
 */
public record PreparedPlan(Plan plan, Plan lowered) {}
