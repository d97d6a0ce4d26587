package io.parley.plan.lowering;

import io.parley.plan.Plan;

/** How often values of a plan are used. */
final class Uses {
  private Uses() {}

  /** Of each node's value, by its id, as an operand or an output. */
  static int[] of(Plan plan) {
    int[] uses = new int[plan.nodes().size()];
    plan.nodes().forEach(node -> node.inputs().forEach(input -> uses[input]++));
    plan.outputs().forEach(output -> uses[output.node()]++);
    return uses;
  }
}
