package io.parley.actors;

import io.parley.actors.tape.TapeStore;
import io.parley.actors.transport.Transport;
import io.parley.config.NodeRole;
import io.parley.config.NodeSettings;
import java.util.function.Function;
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
    Policies policies,
    Audit audit,
    Incarnation node,
    long startedMillis) {
  Introduced introduce(ActorRef<?> actor, NodeRole role, String name) {
    return new Introduced(actor, role, name, node, startedMillis, credentials.as(role, name).id().toString(),
        Runtime.getRuntime().maxMemory());
  }

  /**
   * The work of a part, for which there is room.
   *
   * @param seats what the role does in each step
   */
  JobWork work(SessionActor.Conducted run, Function<SessionActor.Conducted, Seat.Factory> seats) {
    return new JobWork(run.attempt().fromStep(), run.steps(), step -> {
      SessionActor.Conducted at = run.at(step);
      return new SessionWork(at.part(), transport,
          HeldSeat.of(heap, sessions, at.part(), settings.session().tapeBytes(), seats.apply(at)));
    });
  }

  SessionActor.Surroundings surroundings() {
    return new SessionActor.Surroundings(settings.session(), plans, programs, sessions, credentials);
  }
}
