package io.parley.serialization;

import io.parley.plan.Level;
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

  static Plan plan(Level level, PlanProto.Plan in) {
    Checks checks = Checks.of("Plan", in.getName());
    checks.require(in.getVersion() == PlanCodec.VERSION,
        "is of version " + in.getVersion() + ", but this node speaks version " + PlanCodec.VERSION);
    checks.text(in.getName(), "name");
    PlanBuilder plan = PlanBuilder.create(in.getName(), level);
    Set<String> inputs = new HashSet<>();
    List<Node> nodes = new ArrayList<>();
    for (PlanProto.Node node : in.getNodesList()) {
      Node read = NodeReader.node(node, nodes.size());
      if (read.op() instanceof Op.Input i) {
        checks.require(inputs.add(i.name()), "has two inputs named '" + i.name() + "'");
      }
      nodes.add(read);
    }
    List<Output> outputs = outputs(checks, in.getOutputsList(), nodes.size());
    nodes.forEach(plan::declared);
    outputs.forEach(o -> plan.output(o.name(), o.node(), o.receiver()));
    return plan.build();
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
