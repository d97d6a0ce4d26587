package io.parley.plan.lowering;

import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.PlanBuilder;
import java.util.List;

/** Removes nodes that no output needs. Inputs stay: whoever owns them brings them all. */
final class DeadCode {
  private DeadCode() {}

  static Plan eliminate(Plan plan) {
    boolean[] live = new boolean[plan.nodes().size()];
    plan.outputs().forEach(output -> live[output.node()] = true);
    for (Node node : plan.nodes().reversed()) {
      live[node.id()] |= node.op() instanceof Op.Input;
      if (live[node.id()]) {
        node.inputs().forEach(input -> live[input] = true);
      }
    }
    int[] ids = new int[live.length];
    PlanBuilder kept = PlanBuilder.create(plan.name(), plan.level());
    int count = 0;
    for (Node node : plan.nodes()) {
      if (live[node.id()]) {
        List<Integer> inputs = node.inputs().stream().map(i -> ids[i]).toList();
        ids[node.id()] = kept.declared(new Node(count++, node.name(), node.op(), inputs, node.type()));
      }
    }
    plan.outputs().forEach(o -> kept.output(o.name(), ids[o.node()], o.receiver()));
    return kept.build();
  }

  /** How often each node's value is used, as an operand or an output. */
  static int[] uses(Plan plan) {
    int[] uses = new int[plan.nodes().size()];
    plan.nodes().forEach(node -> node.inputs().forEach(input -> uses[input]++));
    plan.outputs().forEach(output -> uses[output.node()]++);
    return uses;
  }
}
