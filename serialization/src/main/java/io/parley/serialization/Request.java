package io.parley.serialization;

import io.parley.identity.SpiffeId;
import io.parley.protocols.spi.Roles;
import java.util.List;
import java.util.Optional;

/**
 * What a client wants to be run, and with whom; see contract.proto.
 *
 * @param cast parties, then the provider if one takes part, then the client
 * @param resumptions how often the job may be taken up again
 * @param alternates providers of whom one may take the provider's place then
 */
public record Request(Proposal proposal, List<SpiffeId> cast, int resumptions, List<SpiffeId> alternates) {
  public Request {
    cast = List.copyOf(cast);
    alternates = List.copyOf(alternates);
  }

  public Roles roles() {
    return new Roles(proposal.parties().size());
  }

  public SpiffeId client() {
    return cast.getLast();
  }

  /**
   * Whether a try is one that the client allows: within its number, with a provider whom it names, and with something left
   * to do.
   */
  public boolean allows(Attempt attempt) {
    boolean first = attempt.resumption() == 0;
    return attempt.resumption() >= 0 && attempt.resumption() <= resumptions
        && attempt.fromStep() >= 0 && attempt.fromStep() < proposal.job().steps().size()
        && attempt.provider() >= 0 && attempt.provider() <= alternates.size()
        && (!first || attempt.equals(Attempt.FIRST));
  }

  /**
   * Who plays in a try that is {@link #allows allowed}, in the order of roles.
   *
   * @return parties, then the provider if one takes part, then the client
   */
  public List<SpiffeId> players(Attempt attempt) {
    return cast.stream().map(
        id -> attempt.provider() > 0 && isProvider(id) ? alternates.get(attempt.provider() - 1) : id).toList();
  }

  private boolean isProvider(SpiffeId id) {
    return proposal.provider().isPresent() && id.equals(cast.get(roles().provider()));
  }

  /** Who plays a role; empty if nobody does. */
  public Optional<SpiffeId> player(int role, Attempt attempt) {
    Roles roles = roles();
    List<SpiffeId> players = players(attempt);
    if (roles.isParty(role)) {
      return Optional.of(players.get(role));
    }
    if (role == roles.provider() && proposal.provider().isPresent()) {
      return Optional.of(players.get(role));
    }
    return role == roles.client() ? Optional.of(players.getLast()) : Optional.empty();
  }
}
