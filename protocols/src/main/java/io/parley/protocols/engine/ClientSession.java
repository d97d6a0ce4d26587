package io.parley.protocols.engine;

import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Roles;
import java.security.SecureRandom;
import java.util.Map;

/** The run of one who owns inputs and receives outputs, but holds no shares. */
public interface ClientSession extends Session {
  static ClientSession create(Plan plan, Protocol protocol, Roles roles, Channel channel, SecureRandom random) {
    return new ClientRun(plan, protocol, roles, channel, random);
  }

  /**
   * Encodes and splits the inputs and sends each party its shares; blocks until the provider's seed has come, if the
   * protocol gives the client one.
   *
   * @throws io.parley.plan.BadRequestException if an input is missing, superfluous, misshapen or does not fit
   */
  void share(Map<String, Values> inputs) throws InterruptedException;

  /** Blocks until all parties' output shares have come, and adds them up. */
  Map<String, Values> reveal() throws InterruptedException;
}
