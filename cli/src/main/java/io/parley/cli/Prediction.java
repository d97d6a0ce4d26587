package io.parley.cli;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Shape;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.protocols.cost.Estimate;
import io.parley.protocols.spi.Roles;

/**
 * How long a run takes by a simple model. The network: each round costs one latency, and a role's bytes pass one after
 * the other through its own link. Computing: a party does two multiply-adds for each one of a product of secrets, the
 * provider one, at {@link #MULTIPLY_ADDS_PER_SECOND}; each element of a comparison's tape, and each byte, costs what it
 * takes to draw, copy and combine it, at {@link #BYTES_PER_SECOND}. Roles are taken to compute at the same time, each
 * on a core of its own.
 */
record Prediction(double offlineSeconds, double onlineSeconds) {
  static final double MULTIPLY_ADDS_PER_SECOND = 15e9;
  static final double BYTES_PER_SECOND = 1e9;

  /**
   * @param latencyMillis of one message
   * @param bandwidthMbps of each role's link, in 10^6 bits per second and direction
   */
  static Prediction of(Plan lowered, Estimate cost, Roles roles, double latencyMillis, double bandwidthMbps) {
    double bytesPerSecond = bandwidthMbps * 1e6 / 8;
    double products = lowered.nodes().stream().mapToDouble(n -> multiplyAdds(lowered, n)).sum();
    long tape = cost.sentBy(roles.provider());
    long online = 0;
    for (int party = 0; party < roles.parties(); party++) {
      long received = cost.receivedBy(party) - cost.bytes().get(roles.provider()).get(party);
      online = Math.max(online, Math.max(cost.sentBy(party), received));
    }
    return new Prediction(
        latencyMillis / 1e3 + tape / bytesPerSecond + tape / BYTES_PER_SECOND + products / MULTIPLY_ADDS_PER_SECOND,
        cost.rounds() * latencyMillis / 1e3 + online / bytesPerSecond + online / BYTES_PER_SECOND
            + 2 * products / MULTIPLY_ADDS_PER_SECOND);
  }

  /** Of a product; 0 for any other node. */
  static double multiplyAdds(Plan plan, Node node) {
    if (!(node.op() instanceof Op.Product product)) {
      return 0;
    }
    Shape x = plan.node(node.inputs().get(0)).type().shape();
    Shape y = plan.node(node.inputs().get(1)).type().shape();
    double each = switch (product.map()) {
      case Bilinear.Mul _ -> 1;
      case Bilinear.MatMul _ -> x.dim(-1);
      case Bilinear.Conv2d _ -> (double) y.size() / y.dim(0);
    };
    return each * node.type().shape().size();
  }
}
