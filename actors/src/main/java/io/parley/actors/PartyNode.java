package io.parley.actors;

import io.parley.config.NodeRole;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;

/** Computes on shares: a party of every run that it accepts. */
final class PartyNode {
  static final ServiceKey<SessionHost.Command> KEY = ServiceKey.create(SessionHost.Command.class, "party");

  private PartyNode() {}

  static Behavior<SessionHost.Command> create(NodeContext node, String name) {
    return SessionHost.create(node, NodeRole.PARTY, name, KEY,
        run -> seat(node, run));
  }

  private static Seat.Factory seat(NodeContext node, SessionActor.Conducted run) {
    Assignment part = run.part();
    Seat.Factory seat = Seat.party(node.sessions(), part, node.settings().session().tapeBytes());
    return switch (part.mode()) {
      case STREAM, APART -> seat;
      case MAKE -> TapeMaking.of(node.sessions(), run, node.tapes());
      case STORED -> TapeUse.of(node, run, true, seat);
    };
  }
}
