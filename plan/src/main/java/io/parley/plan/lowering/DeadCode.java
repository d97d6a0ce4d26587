package io.parley.plan.lowering;

import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Output;
import io.parley.plan.Plan;
import java.util.ArrayList;
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
    List<Node> kept = new ArrayList<>();
    for (Node node : plan.nodes()) {
      if (live[node.id()]) {
        ids[node.id()] = kept.size();
        kept.add(new Node(kept.size(), node.name(), node.op(), node.inputs().stream().map(i -> ids[i]).toList(),
            node.type()));
      }
    }
    List<Output> outputs = plan.outputs().stream().map(o -> new Output(o.name(), ids[o.node()], o.receiver())).toList();
    return new Plan(plan.name(), kept, outputs);
  }

  /** How often each node's value is used, as an operand or an output. */
  static int[] uses(Plan plan) {
    int[] uses = new int[plan.nodes().size()];
    plan.nodes().forEach(node -> node.inputs().forEach(input -> uses[input]++));
    plan.outputs().forEach(output -> uses[output.node()]++);
    return uses;
  }
}
