package io.parley.serialization;

import io.parley.plan.Level;
import io.parley.plan.LiveNodes;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Output;
import io.parley.plan.Plan;
import io.parley.plan.PlanBuilder;
import io.parley.serialization.v1.PlanProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * From protobuf to plans, for bytes that nobody vouches for. Checks all that a plan's own constructors and typing rules
 * take for granted; every complaint names the node.
 */
final class PlanReader {

  private PlanReader() {}

  static Plan plan(PlanProto.Plan in, List<String> labels) {
    Checks checks = Checks.of("Plan", in.getName());
    checks.require(in.getVersion() == PlanCodec.VERSION, "is of version " + Integer.toUnsignedString(in.getVersion())
        + " of the language, but this node speaks version " + PlanCodec.VERSION + "; make it again");
    checks.text(in.getName(), "name");
    checks.require(labels.size() == in.getNodesCount(),
        "has " + labels.size() + " labels for " + in.getNodesCount() + " nodes");
    Level level = switch (in.getLevel()) {
      case LEVEL_SURFACE -> Level.SURFACE;
      case LEVEL_LOWERED -> Level.LOWERED;
      case LEVEL_UNSPECIFIED, UNRECOGNIZED -> throw checks.refusal("is of the unknown level " + in.getLevelValue());
    };
    PlanBuilder plan = PlanBuilder.create(in.getName(), level);
    Set<String> inputs = new HashSet<>();
    List<NodeReader.Entry> nodes = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      NodeReader.Entry read = NodeReader.node(in.getNodes(i), labels.get(i), i);
      if (read.op() instanceof Op.Input input) {
        checks.text(input.name(), "input name");
        checks.text(input.owner(), "owner");
        checks.require(inputs.add(input.name()), "has two inputs named '" + input.name() + "'");
      }
      nodes.add(read);
    }
    List<Output> outputs = outputs(checks, in.getOutputsList(), nodes.size());
    nodes.forEach(node -> add(plan, node));
    outputs.forEach(o -> plan.output(o.name(), o.node(), o.receiver()));
    return live(checks, plan.buildAll());
  }

  /** A plan with nodes that nothing needs would have another id than the same program without them. */
  private static Plan live(Checks checks, Plan plan) {
    boolean[] live = LiveNodes.of(plan);
    for (Node node : plan.nodes()) {
      checks.require(live[node.id()], "has node " + node.id() + " '" + Checks.quote(node.name())
          + "', which no output needs; leave it out");
    }
    return plan;
  }

  private static void add(PlanBuilder plan, NodeReader.Entry node) {
    switch (node.op()) {
      case Op.Input i -> plan.input(i, node.type().orElseThrow());
      case Op.Constant c -> plan.constant(node.label(), c.values(), node.type().orElseThrow());
      case Op.Primitive _,Op.Composite _ -> plan.add(node.label(), node.op(), node.inputs());
    }
  }

  private static List<Output> outputs(Checks checks, List<PlanProto.Output> in, int nodes) {
    checks.require(!in.isEmpty(), "reveals nothing");
    List<Output> outputs = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (PlanProto.Output output : in) {
      checks.text(output.getName(), "output name");
      checks.text(output.getReceiver(), "receiver");
      checks.require(names.add(output.getName()), "has two outputs named '" + output.getName() + "'");
      checks.require(output.getNode() >= 0 && output.getNode() < nodes,
          "reveals node " + Integer.toUnsignedString(output.getNode()) + ", but has " + nodes);
      outputs.add(new Output(output.getName(), output.getNode(), output.getReceiver()));
    }
    return outputs;
  }
}
