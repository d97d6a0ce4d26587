package io.parley.actors.transport;

import io.parley.identity.EphemeralKey;
import io.parley.protocols.engine.Inbox;
import io.parley.protocols.spi.Roles;
import java.util.UUID;

/** How the roles of a session reach each other's data plane on this node. One per node; safe for use by threads. */
public interface Transport extends AutoCloseable {
  /** As users write it: "memory", "tcp" or "artery". */
  String name();

  /**
   * Opens this role's end of a session. All ends must be open before any of them connects. Frames reach the inbox on
   * threads of the transport's own, one per peer.
   *
   * @param self this role's index, see {@link Roles}
   * @param key the role's own, for lanes over a network
   * @throws IllegalStateException if this node has that end open already
   */
  Endpoint open(UUID session, int self, Roles roles, Inbox inbox, EphemeralKey key);

  /** Likewise, with a key for this session alone. */
  default Endpoint open(UUID session, int self, Roles roles, Inbox inbox) {
    return open(session, self, roles, inbox, EphemeralKey.fresh());
  }

  /** Closes what is open, without goodbyes, and stops listening. */
  @Override
  void close();
}
