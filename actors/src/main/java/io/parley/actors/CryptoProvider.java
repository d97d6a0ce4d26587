package io.parley.actors;

import io.parley.config.NodeRole;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;

/** Deals the tapes of the runs that it accepts; sees no share of an input. */
final class CryptoProvider {
  static final ServiceKey<SessionHost.Command> KEY = ServiceKey.create(SessionHost.Command.class, "provider");

  private CryptoProvider() {}

  static Behavior<SessionHost.Command> create(NodeContext node, String name) {
    return SessionHost.create(node, NodeRole.PROVIDER, name, KEY, run -> Seat.provider(node.sessions(), run.part()));
  }
}
