package io.parley.plan;

import java.util.List;

/**
 * A computation: an immutable, typed dataflow graph. Nodes are in topological order and a node's id is its index.
 * Nothing is revealed but the outputs, each to its receiver.
 */
public record Plan(String name, List<Node> nodes, List<Output> outputs) {
  /** The owner of inputs and the receiver of outputs that is not a party. */
  public static final String CLIENT = "client";

  public Plan {
    nodes = List.copyOf(nodes);
    outputs = List.copyOf(outputs);
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      if (node.id() != i) {
        throw new IllegalArgumentException("Node " + node.name() + " has id " + node.id() + " at index " + i);
      }
      for (int input : node.inputs()) {
        if (input < 0 || input >= i) {
          throw new IllegalArgumentException("Node " + node.name() + " uses node " + input + ", which is not earlier");
        }
      }
    }
    for (Output output : outputs) {
      if (output.node() < 0 || output.node() >= nodes.size()) {
        throw new IllegalArgumentException("Output " + output.name() + " names no node: " + output.node());
      }
    }
  }

  public Node node(int id) {
    return nodes.get(id);
  }

  /** The nodes that are inputs. */
  public List<Node> inputs() {
    return nodes.stream().filter(n -> n.op() instanceof Op.Input).toList();
  }

  /** Whether it conforms to {@link Level#LOWERED}, so that a protocol can run it. */
  public boolean isLowered() {
    try {
      Types.check(Level.LOWERED, this);
      return true;
    } catch (BadRequestException e) {
      return false;
    }
  }
}
