package io.parley.protocols.cost;

import io.parley.plan.BadRequestException;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Output;
import io.parley.plan.Plan;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import io.parley.protocols.spi.Roles;

/** What every role checks of a plan before a session begins. */
final class PlanCheck {
  private PlanCheck() {}

  /**
  * @throws BadRequestException if so many parties cannot run it under that protocol, or nobody can; it says why
  * @throws IllegalArgumentException if the plan is not lowered
  */
  static void check(Plan plan, Protocol protocol, Roles roles) {
    Protocols.checkParties(protocol, roles.parties());
    if (!plan.isLowered()) {
      throw new IllegalArgumentException("Plan " + plan.name() + " is a surface plan; lower it first");
    }
    ComparisonChoice.check(plan, protocol, roles.parties());
    boolean separates = plan.nodes().stream().anyMatch(n -> n.op() instanceof Op.Separated && n.type().isSecret());
    if (separates && !protocol.separates()) {
      throw new BadRequestException(
          "Plan '" + plan.name() + "' was lowered for protocols whose provider knows the masks"
              + " of all values, which '" + protocol.name() + "' does not. Lower it for this protocol");
    }
    for (Node node : plan.inputs()) {
      String owner = ((Op.Input) node.op()).owner();
      if (!owner.equals(Plan.CLIENT)) {
        throw new BadRequestException("Input '" + ((Op.Input) node.op()).name() + "' belongs to '" + owner
            + "', but inputs come from '" + Plan.CLIENT + "' only");
      }
    }
    for (Node node : plan.inputs()) {
      if (!node.type().isSecret()) {
        throw new BadRequestException("Input '" + ((Op.Input) node.op()).name()
            + "' is public: make it a constant of the plan, or keep it secret");
      }
    }
    for (Output output : plan.outputs()) {
      if (!output.receiver().equals(Plan.CLIENT)) {
        throw new BadRequestException("Output '" + output.name() + "' goes to '" + output.receiver()
            + "', but outputs go to '" + Plan.CLIENT + "' only");
      }
      if (!plan.node(output.node()).type().isSecret()) {
        throw new BadRequestException(
            "Output '" + output.name() + "' does not depend on any secret; compute it in the clear");
      }
    }
  }
}
