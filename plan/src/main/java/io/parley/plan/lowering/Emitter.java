package io.parley.plan.lowering;

import io.parley.plan.Level;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Output;
import io.parley.plan.Plan;
import io.parley.plan.PlanBuilder;
import io.parley.plan.TensorType;
import io.parley.plan.Types;
import io.parley.plan.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the plan that a pass makes of another. The same op on the same operands is written once. */
final class Emitter {
  private record Key(Op op, List<Integer> inputs, TensorType type) {}

  /** What becomes of a node whose operands are already rewritten; returns the node that now stands for its value. */
  interface Rule {
    int rewrite(Node node, List<Integer> inputs, Emitter out);
  }

  private final PlanBuilder builder;
  private final Level level;
  private final Map<Key, Integer> known = new HashMap<>();

  Emitter(String planName, Level level) {
    this.builder = PlanBuilder.create(planName, level);
    this.level = level;
  }

  /** The plan with every node rewritten by the rule. */
  static Plan rewrite(Plan plan, Level level, Rule rule) {
    Emitter out = new Emitter(plan.name(), level);
    List<Integer> rewritten = new ArrayList<>();
    for (Node node : plan.nodes()) {
      rewritten.add(rule.rewrite(node, node.inputs().stream().map(rewritten::get).toList(), out));
    }
    for (Output output : plan.outputs()) {
      out.output(output, rewritten.get(output.node()));
    }
    return out.build();
  }

  /** The node with other operands. */
  int copy(Node node, List<Integer> inputs) {
    return switch (node.op()) {
      case Op.Input i -> builder.input(i, node.type());
      case Op.Constant c -> constant(node.name(), c.values(), node.type());
      case Op.Primitive _,Op.Composite _ -> add(node.name(), node.op(), inputs);
    };
  }

  int input(Op.Input input, TensorType type) {
    return builder.input(input, type);
  }

  int constant(String name, Values values, TensorType type) {
    return known.computeIfAbsent(new Key(new Op.Constant(values), List.of(), type),
        _ -> builder.constant(name, values, type));
  }

  int add(String name, Op op, Integer... inputs) {
    return add(name, op, Arrays.asList(inputs));
  }

  int add(String name, Op op, List<Integer> inputs) {
    TensorType type = infer(name, op, inputs);
    return known.computeIfAbsent(new Key(op, inputs, type), _ -> builder.add(name, op, inputs));
  }

  TensorType infer(String name, Op op, List<Integer> inputs) {
    return Types.infer(level, name, op, inputs.stream().map(this::type).toList());
  }

  void output(Output output, int node) {
    builder.output(output.name(), node, output.receiver());
  }

  Node node(int id) {
    return builder.node(id);
  }

  /** How many nodes there are. */
  int size() {
    return builder.size();
  }

  TensorType type(int id) {
    return builder.type(id);
  }

  Plan build() {
    return builder.buildAll();
  }
}
