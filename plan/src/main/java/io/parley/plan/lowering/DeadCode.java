package io.parley.plan.lowering;

import io.parley.plan.LiveNodes;
import io.parley.plan.Plan;

/** Nodes that no output needs, and how often the others are. */
final class DeadCode {
  private DeadCode() {}

  static Plan eliminate(Plan plan) {
    return LiveNodes.only(plan);
  }

  /** How often each node's value is used, as an operand or an output. */
  static int[] uses(Plan plan) {
    int[] uses = new int[plan.nodes().size()];
    plan.nodes().forEach(node -> node.inputs().forEach(input -> uses[input]++));
    plan.outputs().forEach(output -> uses[output.node()]++);
    return uses;
  }
}
