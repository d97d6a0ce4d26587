package io.parley.actors;

import io.parley.config.NodeRole;
import io.parley.identity.Signed;
import io.parley.identity.SpiffeId;
import io.parley.identity.UntrustedException;
import io.parley.plan.BadRequestException;
import io.parley.serialization.Attempt;
import io.parley.serialization.ContractCodec;
import io.parley.serialization.Request;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * One role's part in a run, as the client has signed for it.
 *
 * @param request the bytes of the client's signed {@link Request}
 * @param role whose part it is, see {@link io.parley.protocols.spi.Roles}
 * @param attempt at the client's job
 * @param planBytes the lengths of the encoded plans of its steps
 */
record Proposed(
    byte[] request,
    int role,
    Attempt attempt,
    long[] planBytes,
    ActorRef<PlanStore.Command> planSource,
    ActorRef<Conductor.Command> conductor,
    Incarnation conductorNode) {
  /**
   * What a role makes of it.
   *
   * @param of what kind the role is
   * @param name the role's own
   * @throws BadRequestException if it is malformed, not signed by its client, cannot be run here or now, or is not for this
   *     role or not with such a cast
   */
  SessionActor.Conducted read(Credentials credentials, NodeRole of, String name) {
    Signed signed = ContractCodec.signed(request);
    SpiffeId signer;
    try {
      signer = signed.verify(credentials.trust(), ContractCodec.REQUEST);
    } catch (UntrustedException e) {
      throw new BadRequestException("the request is not to be believed: " + e.getMessage(), e);
    }
    Request read = ContractCodec.request(signed.body());
    if (!signer.equals(read.client())) {
      throw new BadRequestException("the request is signed by " + signer + ", who is not its client");
    }
    return read(read, credentials, of, name);
  }

  /** Of a request that is known to be its client's. */
  SessionActor.Conducted read(Request read, Credentials credentials, NodeRole of, String name) {
    Asked.checked(read.proposal().job(), planBytes);
    if (!read.allows(attempt)) {
      throw new BadRequestException("the request does not allow this attempt (" + attempt.resumption()
          + ", from step " + attempt.fromStep() + ", provider " + attempt.provider() + ")");
    }
    Optional<SpiffeId> player = read.player(role, attempt);
    if (!player.equals(Optional.of(credentials.as(of, name).id()))) {
      throw new BadRequestException(
          "the part that it got is " + player.map(SpiffeId::toString).orElse("nobody") + "'s");
    }
    credentials.check(read, attempt);
    return new SessionActor.Conducted(Assignment.of(read.proposal(), role, attempt, attempt.fromStep()),
        attempt.fromStep(), request,
        read,
        attempt, of, name, planBytes, planSource, conductor, conductorNode);
  }
}
