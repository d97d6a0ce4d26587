package io.parley.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Builds a plan node by node. Every node is typed and checked when it is added; a {@link BadRequestException} names the
 * node and what would fit.
 */
public final class PlanBuilder {
  /** The fewest fraction bits of a surface plan. */
  public static final int MIN_FRACTION_BITS = 8;
  /** The most: a product has twice as many, and a double holds no more than 52. */
  public static final int MAX_FRACTION_BITS = 26;

  /** What a plan of a few bytes may become when it is lowered has to end somewhere. */
  public static final int MAX_NODES = 1 << 20;

  private final String name;
  private final Level level;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();
  private final Set<String> inputNames = new HashSet<>();
  private final Set<String> outputNames = new HashSet<>();

  private PlanBuilder(String name, Level level) {
    this.name = name;
    this.level = level;
  }

  public static PlanBuilder create(String planName, Level level) {
    return new PlanBuilder(planName, level);
  }

  /** A tensor that {@code owner} brings; returns its node. */
  public int input(String inputName, String owner, TensorType type) {
    return input(new Op.Input(inputName, owner), type);
  }

  /** The tensor that the op names; returns its node. */
  public int input(Op.Input op, TensorType type) {
    if (!inputNames.add(op.name())) {
      throw new BadRequestException("Input '" + op.name() + "' is declared twice; give each input a name of its own");
    }
    Types.checkScale(level, op.name(), type);
    return append(op.name(), op, List.of(), type);
  }

  /** A public tensor that is part of the plan; the type's shape is the values'. */
  public int constant(String nodeName, Values values, TensorType type) {
    Types.checkConstant(level, nodeName, values, type);
    return append(nodeName, new Op.Constant(values), List.of(), type);
  }

  public int add(String nodeName, Op op, int... inputs) {
    return add(nodeName, op, Arrays.stream(inputs).boxed().toList());
  }

  /** An op on earlier nodes; returns its node. */
  public int add(String nodeName, Op op, List<Integer> inputs) {
    return append(nodeName, op, inputs, Types.infer(level, nodeName, op, inputs.stream().map(this::type).toList()));
  }

  /**
   * A node whose type somebody says: that of a plan which comes from elsewhere, or of another plan's part. Its id is the
   * next.
   *
   * @throws BadRequestException if the type is not what its op gives
   */
  public int declared(Node node) {
    if (node.id() != nodes.size() || node.inputs().stream().anyMatch(i -> i < 0 || i >= nodes.size())) {
      throw new IllegalArgumentException(
          "Node " + node.name() + " has id " + node.id() + " at index " + nodes.size()
              + ", or uses what is not earlier");
    }
    return switch (node.op()) {
      case Op.Input i -> input(i, node.type());
      case Op.Constant c -> constant(node.name(), c.values(), node.type());
      case Op.Primitive _,Op.Composite _ -> {
        int id = add(node.name(), node.op(), node.inputs());
        if (!type(id).equals(node.type())) {
          throw new BadRequestException("Node '" + node.name() + "' (" + OpText.name(node.op()) + ") is declared as "
              + node.type() + ", but its operands give " + type(id));
        }
        yield id;
      }
    };
  }

  /** Reveals a node's value to the receiver. */
  public void output(String outputName, int node, String receiver) {
    if (node < 0 || node >= nodes.size()) {
      throw new IllegalArgumentException("Output " + outputName + " names no node: " + node);
    }
    if (!outputNames.add(outputName)) {
      throw new BadRequestException("Output '" + outputName + "' is revealed twice; give each output its own name");
    }
    outputs.add(new Output(outputName, node, receiver));
  }

  /** How many nodes there are. */
  public int size() {
    return nodes.size();
  }

  public Node node(int id) {
    return nodes.get(id);
  }

  public TensorType type(int node) {
    return nodes.get(node).type();
  }

  /**
   * The plan of the inputs and of what outputs need; other nodes are left out, so that equal programs are equal plans,
   * whatever else was tried on the way. Ids are those of the builder only if there are no such nodes.
   *
   * @throws BadRequestException if nothing is revealed
   */
  public Plan build() {
    return LiveNodes.only(buildAll());
  }

  /**
   * The plan of all nodes, by their ids, for who leaves some out by himself.
   *
   * @throws BadRequestException if nothing is revealed
   */
  public Plan buildAll() {
    if (outputs.isEmpty()) {
      throw new BadRequestException("Plan '" + name + "' reveals nothing; reveal at least one value");
    }
    return new Plan(name, level, nodes, outputs);
  }

  private int append(String nodeName, Op op, List<Integer> inputs, TensorType type) {
    if (nodes.size() >= Effort.mostNodes()) {
      throw tooLarge(nodeName);
    }
    if (type.shape().size() > Operands.MOST_ELEMENTS) {
      throw new BadRequestException("'" + nodeName + "' is a " + type
          + ", but a tensor has 2^28 elements at most; use smaller lengths");
    }
    nodes.add(new Node(nodes.size(), nodeName, op, inputs, type));
    return nodes.size() - 1;
  }

  static BadRequestException tooLarge(String node) {
    return new BadRequestException("With node '" + node + "' the plan becomes more than " + Effort.mostNodes()
        + " nodes; run it in parts, or on shorter axes");
  }
}
