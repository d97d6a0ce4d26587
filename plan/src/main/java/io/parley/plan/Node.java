package io.parley.plan;

import java.util.List;

/**
 * One op of a plan.
 *
 * @param id its index in the plan
 * @param name where it comes from, for messages to the user; need not be unique
 * @param inputs ids of earlier nodes
 * @param type of its value
 */
public record Node(int id, String name, Op op, List<Integer> inputs, TensorType type) {
  public Node {
    inputs = List.copyOf(inputs);
  }
}
