package io.parley.actors;

import io.parley.plan.BadRequestException;
import io.parley.protocols.spi.Roles;
import io.parley.serialization.Proposal;
import io.parley.serialization.RunCodec;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * One role's part in a run, as the coordinator proposes it.
 *
 * @param proposal the bytes of a {@link Proposal}
 * @param role whose part it is, see {@link Roles}
 * @param planBytes the length of the encoded plan
 */
record Proposed(
    byte[] proposal,
    int role,
    int planBytes,
    ActorRef<PlanStore.Command> planSource,
    ActorRef<Conductor.Command> conductor,
    Incarnation conductorNode) {
  /**
   * What a role makes of it.
   *
   * @param name the role's own
   * @throws BadRequestException if it is malformed, cannot be run here or now, or is not for this role
   */
  SessionActor.Conducted read(String name) {
    Proposal read = RunCodec.proposal(proposal);
    Asked.checked(read.job());
    Roles roles = new Roles(read.parties().size());
    Optional<String> player = player(read, roles);
    if (!player.equals(Optional.of(name))) {
      throw new BadRequestException("the part that it got is " + player.orElse("nobody") + "'s");
    }
    return new SessionActor.Conducted(Assignment.of(read, role), read.jobId(), read.what(), planBytes, planSource,
        conductor, conductorNode);
  }

  private Optional<String> player(Proposal read, Roles roles) {
    if (role == roles.client()) {
      return Optional.of(read.client());
    }
    if (role == roles.provider()) {
      return read.provider();
    }
    return role >= 0 && role < roles.parties() ? Optional.of(read.parties().get(role)) : Optional.empty();
  }
}
