package io.parley.protocols;

import io.parley.crypto.Shape;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Output;
import io.parley.plan.Plan;
import io.parley.plan.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Builds lowered plans node by node, types given: what the conformance suite needs and no user would write. */
final class PlansForTests {
  private final List<Node> nodes = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();

  int input(String name, TensorType type) {
    return add(new Op.Input(name, Plan.CLIENT), type);
  }

  int secret(String name, Shape shape, int fractionBits) {
    return input(name, TensorType.secret(shape, fractionBits));
  }

  int add(Op op, TensorType type, Integer... inputs) {
    nodes.add(new Node(nodes.size(), "n" + nodes.size(), op, Arrays.asList(inputs), type));
    return nodes.size() - 1;
  }

  TensorType type(int node) {
    return nodes.get(node).type();
  }

  PlansForTests reveal(String name, int node) {
    outputs.add(new Output(name, node, Plan.CLIENT));
    return this;
  }

  Plan plan() {
    return new Plan("test", nodes, outputs);
  }
}
