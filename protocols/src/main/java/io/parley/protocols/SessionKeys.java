package io.parley.protocols;

import io.parley.plan.BadRequestException;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Output;
import io.parley.plan.Plan;

/** The message keys of a session beside those of its nodes, and what its roles check before they begin. */
final class SessionKeys {
  /** The provider's first message to a party: the seed of their common streams, 4 words. */
  static final long TAPE_SEED = Message.key(-1, 0);
  /** The provider's last message to a party. */
  static final long TAPE_END = Message.key(-1, 1);

  /** A party's half of the key that it has in common with another, 4 words. */
  static final long PAIR_SEED = Message.key(-1, 2);

  /** The name of the tape made beforehand that a role is about to burn, 4 words; see {@link TapeAgreement}. */
  static final long TAPE_NAME = Message.key(-1, 3);
  /** Party 0 has burned its part of that tape. */
  static final long TAPE_BURNED = Message.key(-1, 4);

  private SessionKeys() {}

  /** Input shares, from the client. */
  static long input(int node) {
    return Message.key(node, 0);
  }

  /** Output shares, to the client. */
  static long output(Plan plan, int index) {
    return Message.key(Steps.of(plan, 0).output(index), 0);
  }

  static void check(Plan plan, Protocol protocol, Roles roles) {
    Protocols.checkParties(protocol, roles.parties());
    if (!plan.isLowered()) {
      throw new IllegalArgumentException("Plan " + plan.name() + " has composite ops; lower it first");
    }
    Comparisons.check(plan, protocol, roles.parties());
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
