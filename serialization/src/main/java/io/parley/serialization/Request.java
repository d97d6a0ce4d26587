package io.parley.serialization;

import io.parley.identity.SpiffeId;
import io.parley.protocols.spi.Roles;
import java.util.List;
import java.util.Optional;

/**
 * What a client wants to be run, and with whom; see contract.proto.
 *
 * @param cast parties, then the provider if one takes part, then the client
 */
public record Request(Proposal proposal, List<SpiffeId> cast) {
  public Request {
    cast = List.copyOf(cast);
  }

  public Roles roles() {
    return new Roles(proposal.parties().size());
  }

  /** Who plays a role; empty if nobody does. */
  public Optional<SpiffeId> player(int role) {
    Roles roles = roles();
    if (roles.isParty(role)) {
      return Optional.of(cast.get(role));
    }
    if (role == roles.provider() && proposal.provider().isPresent()) {
      return Optional.of(cast.get(role));
    }
    return role == roles.client() ? Optional.of(cast.getLast()) : Optional.empty();
  }
}
