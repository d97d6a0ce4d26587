package io.parley.protocols.engine;

import io.parley.plan.Plan;
import io.parley.protocols.spi.PeerFaultException;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Roles;
import java.util.List;
import java.util.function.Consumer;

/** A session in which the provider deals a tape for a later run of a plan, and nothing else happens. */
public interface TapeSession extends Session {
  /**
   * @param self a party, or the client
   * @param keep takes this role's tape frame by frame, as the provider sent it; what it throws ends the session. Only
   *     frames that a run of the plan would take get there
   */
  static TapeSession create(Plan plan, Protocol protocol, Roles roles, int self, Consumer<List<Message>> keep) {
    return new TapeRun(plan, protocol, roles, self, keep);
  }

  /** Whether the provider deals this role anything. */
  boolean isDealt();

  /**
   * Blocks until the whole tape has come.
   *
   * @throws PeerFaultException if the provider fails, or ends the tape before its time
   */
  void await() throws InterruptedException;
}
