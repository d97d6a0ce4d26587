package io.parley.protocols.walk;

import io.parley.plan.Plan;

/**
 * What a session does, numbered: the plan's nodes by their ids, then its outputs, what all ops have in common, and the
 * checkpoints, if there are any, with one more for what the outputs themselves do.
 */
public record Steps(int nodes, int outputs, int checkpoints) {
  public static Steps of(Plan plan, int checkpoints) {
    return new Steps(plan.nodes().size(), plan.outputs().size(), checkpoints);
  }

  public int output(int index) {
    return nodes + index;
  }

  public int session() {
    return nodes + outputs;
  }

  public int checkpoint(int index) {
    return nodes + outputs + 1 + index;
  }

  /** The checkpoint before the outputs leave. */
  public int closing() {
    return checkpoint(checkpoints);
  }

  public int count() {
    return nodes + outputs + 1 + (checkpoints == 0 ? 0 : checkpoints + 1);
  }
}
