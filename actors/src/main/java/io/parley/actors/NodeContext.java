package io.parley.actors;

import io.parley.actors.tape.TapeStore;
import io.parley.actors.transport.Transport;
import io.parley.config.NodeRole;
import io.parley.config.NodeSettings;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What the actors of one node share.
 *
 * @param node its life
 * @param startedMillis when that began, in milliseconds since 1970
 */
record NodeContext(
    NodeSettings settings,
    Sessions sessions,
    Transport transport,
    ActorRef<PlanStore.Command> plans,
    Programs programs,
    TapeStore tapes,
    HeapBudget heap,
    Credentials credentials,
    Incarnation node,
    long startedMillis) {
  Introduced introduce(ActorRef<?> actor, NodeRole role, String name) {
    return new Introduced(actor, role, name, node, startedMillis, credentials.as(role, name).id().toString(),
        Runtime.getRuntime().maxMemory());
  }

  /** The work of a part, for which there is room. */
  SessionWork work(Assignment part, Seat.Factory seat) {
    return new SessionWork(part, transport,
        HeldSeat.of(heap, sessions, part, settings.session().tapeBytes(), seat));
  }

  SessionActor.Surroundings surroundings() {
    return new SessionActor.Surroundings(settings.session(), plans, programs, sessions, credentials);
  }
}
