package io.parley.actors;

import io.parley.actors.tape.TapePart;
import io.parley.client.Tape;
import io.parley.plan.BadRequestException;
import io.parley.serialization.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Picks the tape of a run: the oldest that all its roles hold, and that no other run is about to use. */
final class TapeChoice {
  private TapeChoice() {}

  /**
   * @param parties of the run, in the order of their indices
   * @param withClient whether the client needs a part of its own
   * @param reserved for other runs
   * @throws BadRequestException if there is none
   */
  static UUID of(Step request, List<Introduced> parties, boolean withClient, Set<UUID> reserved,
      List<TapeAnswer> answers) {
    answers.forEach(TapeAnswer::check);
    List<String> identities = parties.stream().map(Introduced::identity).toList();
    Set<Tape> common = new HashSet<>(tapes(answers.getFirst()));
    answers.forEach(answer -> common.retainAll(tapes(answer)));
    return tapes(answers.getFirst()).stream().filter(common::contains)
        .filter(
            tape -> tape.planId().equals(request.program().loweredId()) && tape.protocol().equals(request.protocol())
                && tape.partyIds().equals(identities))
        .map(Tape::id).filter(id -> !reserved.contains(id) && (!withClient || request.tapes().contains(id))).findFirst()
        .orElseThrow(
            () -> new BadRequestException(
                "There is no unused tape of plan " + request.program().loweredId().substring(0, 12)
                    + " for '" + request.protocol() + "' that "
                    + parties.stream().map(Introduced::name).collect(Collectors.joining(", "))
                    + (withClient ? " and this client" : "") + " hold. Make one: parley tape make --protocol "
                    + request.protocol() + " --parties " + parties.size()
                    + ", with the same model, --batch and --compare"));
  }

  private static List<Tape> tapes(TapeAnswer answer) {
    return answer.parts().stream().map(TapePart::tape).toList();
  }
}
