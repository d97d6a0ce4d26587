package io.parley.plan;

import java.util.ArrayList;
import java.util.List;

/** The nodes of a plan that an output needs. Inputs stay as well: whoever owns them brings them all. */
public final class LiveNodes {
  private LiveNodes() {}

  /** Of each node, by its id. */
  public static boolean[] of(Plan plan) {
    boolean[] live = new boolean[plan.nodes().size()];
    plan.outputs().forEach(output -> live[output.node()] = true);
    for (Node node : plan.nodes().reversed()) {
      live[node.id()] |= node.op() instanceof Op.Input;
      if (live[node.id()]) {
        node.inputs().forEach(input -> live[input] = true);
      }
    }
    return live;
  }

  /** The plan without the others. */
  public static Plan only(Plan plan) {
    boolean[] live = of(plan);
    int[] ids = new int[live.length];
    List<Node> kept = new ArrayList<>();
    for (Node node : plan.nodes()) {
      if (live[node.id()]) {
        ids[node.id()] = kept.size();
        kept.add(new Node(kept.size(), node.name(), node.op(), node.inputs().stream().map(i -> ids[i]).toList(),
            node.type()));
      }
    }
    return kept.size() == live.length
        ? plan
        : new Plan(plan.name(), plan.level(), kept, plan.outputs().stream()
            .map(output -> new Output(output.name(), ids[output.node()], output.receiver())).toList());
  }
}
