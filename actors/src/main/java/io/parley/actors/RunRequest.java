package io.parley.actors;

import io.parley.client.RunMode;
import io.parley.client.RunOptions;
import io.parley.plan.BadRequestException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What a client asks of the coordinator.
 *
 * @param parties how many; 0 for as many as there are names, or else for all
 * @param partyNames which ones, in the order of their indices; empty for the first by name
 * @param tapes made beforehand, of which the client holds its part
 * @param timeout of the whole run
 * @param plans where the plan is fetched
 * @param client who is told how it goes
 * @param clientNode the client's life
 */
record RunRequest(
    Program program,
    String protocol,
    int parties,
    List<String> partyNames,
    RunMode mode,
    List<UUID> tapes,
    Duration timeout,
    ActorRef<PlanStore.Command> plans,
    ActorRef<ClientRunActor.Command> client,
    String clientName,
    Incarnation clientNode) {
  RunRequest {
    partyNames = List.copyOf(partyNames);
    tapes = List.copyOf(tapes);
  }

  /**
   * For who receives it: a client's numbers are checked where they are used, too.
   *
   * @throws BadRequestException if one is out of its range
   */
  void check() {
    var _ = new RunOptions(protocol, parties == 0 ? OptionalInt.empty() : OptionalInt.of(parties), partyNames, mode,
        Optional.of(timeout), Optional.empty(), _ -> {}, _ -> {});
  }
}
