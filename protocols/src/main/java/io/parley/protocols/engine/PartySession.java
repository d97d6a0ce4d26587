package io.parley.protocols.engine;

import io.parley.plan.Plan;
import io.parley.protocols.spi.PeerFaultException;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Roles;

/**
 * A party's run of a plan. The client's input shares, the provider's tape and the other parties' messages come through
 * the inbox; the output shares leave for their receivers through the channel.
 */
public interface PartySession extends Session {
  /**
   * @param tapeBytes how much unread tape to hold before the provider has to wait
   */
  static PartySession create(Plan plan, Protocol protocol, Roles roles, int self, Channel channel, long tapeBytes) {
    return new PartyRun(plan, protocol, roles, self, channel, tapeBytes);
  }

  /** Blocks until the whole tape of the plan has arrived; requires unbounded {@code tapeBytes}. The offline phase. */
  void awaitTape() throws InterruptedException;

  /**
   * Runs the plan: the online phase.
   *
   * @throws PeerFaultException if another role fails or cheats
   */
  void run() throws InterruptedException;
}
