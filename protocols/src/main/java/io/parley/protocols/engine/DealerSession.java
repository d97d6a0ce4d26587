package io.parley.protocols.engine;

import io.parley.plan.Plan;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Roles;
import java.security.SecureRandom;

/** The provider's run of a plan: it deals every party's tape through the channel, in the plan's order. */
public interface DealerSession extends Session {
  static DealerSession create(Plan plan, Protocol protocol, Roles roles, Channel channel, SecureRandom random) {
    return new DealerRun(plan, protocol, roles, channel, random);
  }

  /** Deals the whole tape; blocks where the parties are slower. */
  void run() throws InterruptedException;
}
