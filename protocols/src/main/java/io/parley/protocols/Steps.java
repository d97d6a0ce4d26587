package io.parley.protocols;

import io.parley.plan.Plan;

/**
 * What a session does, numbered: the plan's nodes by their ids, then its outputs, what all ops have in common, and the
 * checkpoints.
 */
record Steps(int nodes, int outputs, int checkpoints) {
  static Steps of(Plan plan, int checkpoints) {
    return new Steps(plan.nodes().size(), plan.outputs().size(), checkpoints);
  }

  int output(int index) {
    return nodes + index;
  }

  int session() {
    return nodes + outputs;
  }

  int checkpoint(int index) {
    return nodes + outputs + 1 + index;
  }

  int count() {
    return nodes + outputs + 1 + checkpoints;
  }
}
