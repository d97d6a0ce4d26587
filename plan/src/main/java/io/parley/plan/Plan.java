package io.parley.plan;

import java.util.List;

/**
 * A computation: an immutable, typed dataflow graph. Nodes are in topological order and a node's id is its index.
 * Nothing is revealed but the outputs, each to its receiver. Plans come from {@link PlanBuilder} alone, which types and
 * checks every node, so a plan is well typed by the rules of its {@link Level}.
 */
public final class Plan {
  /** The owner of inputs and the receiver of outputs that is not a party. */
  public static final String CLIENT = "client";

  private final String name;
  private final Level level;
  private final List<Node> nodes;
  private final List<Output> outputs;

  Plan(String name, Level level, List<Node> nodes, List<Output> outputs) {
    this.name = name;
    this.level = level;
    this.nodes = List.copyOf(nodes);
    this.outputs = List.copyOf(outputs);
  }

  public String name() {
    return name;
  }

  /** In which of the two languages it is written. */
  public Level level() {
    return level;
  }

  public List<Node> nodes() {
    return nodes;
  }

  public List<Output> outputs() {
    return outputs;
  }

  public Node node(int id) {
    return nodes.get(id);
  }

  /** The nodes that are inputs. */
  public List<Node> inputs() {
    return nodes.stream().filter(n -> n.op() instanceof Op.Input).toList();
  }

  /** Whether a protocol can run it. */
  public boolean isLowered() {
    return level == Level.LOWERED;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Plan p && name.equals(p.name) && level == p.level && nodes.equals(p.nodes)
        && outputs.equals(p.outputs);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * name.hashCode() + nodes.hashCode()) + outputs.hashCode();
  }

  @Override
  public String toString() {
    return "Plan " + name + " of " + nodes.size() + " nodes, " + level;
  }
}
