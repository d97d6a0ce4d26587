package io.parley.protocols;

import io.parley.plan.Plan;
import io.parley.protocols.spi.DealerScope;
import io.parley.protocols.spi.Share;
import io.parley.protocols.spi.Side;
import java.security.SecureRandom;

/** The provider's run of a plan: it deals every party's tape through the channel, in the plan's order. */
public interface DealerSession extends Session {
  static DealerSession create(Plan plan, Protocol protocol, Roles roles, Channel channel, SecureRandom random) {
    SessionKeys.check(plan, protocol, roles);
    return create(plan, protocol.dealer(roles), roles, channel, random);
  }

  private static <A extends Share, B extends Share> DealerSession create(Plan plan, Side<DealerScope, A, B> side,
      Roles roles, Channel channel, SecureRandom random) {
    return new DealerRun<>(plan, side, roles, channel, random);
  }

  /** Deals the whole tape; blocks where the parties are slower. */
  void run() throws InterruptedException;
}
