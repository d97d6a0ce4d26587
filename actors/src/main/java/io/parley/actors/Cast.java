package io.parley.actors;

import io.parley.actors.Directory.Present;
import io.parley.client.Members;
import io.parley.identity.SpiffeId;
import io.parley.plan.BadRequestException;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import io.parley.serialization.Attempt;
import io.parley.serialization.Dealing;
import io.parley.serialization.Request;
import io.parley.serialization.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Who plays a run.
 *
 * @param parties in the order of their indices
 * @param provider if the protocol needs one
 */
record Cast(List<Present<SessionHost.Command>> parties, Optional<Present<SessionHost.Command>> provider) {
  private static final int MOST_LISTED = 4;

  /** Those of the parties' nodes. */
  List<String> names() {
    return parties.stream().map(p -> p.who().name()).toList();
  }

  /** Somebody is missing, who may yet come. */
  static final class MissingException extends BadRequestException {
    private static final long serialVersionUID = 1L;

    MissingException(String message) {
      super(message);
    }
  }

  /**
   * Picks the parties that are named, or the first by name, and the first provider.
   *
   * @throws MissingException saying who is missing
   * @throws BadRequestException if the protocol cannot be run so
   */
  static Cast choose(Step request, Protocol protocol, Directory<SessionHost.Command> parties,
      Directory<SessionHost.Command> providers) {
    Map<String, Present<SessionHost.Command>> present = parties.byName();
    Members members = Directory.members(parties, providers);
    if (request.parties() > 0) {
      Protocols.checkParties(protocol, request.parties());
    }
    List<String> names = names(request, members);
    int wanted = request.parties() > 0
        ? request.parties()
        : request.partyNames().isEmpty() ? Protocols.fewestParties(protocol) : request.partyNames().size();
    List<Present<SessionHost.Command>> chosen = names.stream().map(present::get).filter(Objects::nonNull).toList();
    boolean deals = deals(request, protocol);
    Optional<Present<SessionHost.Command>> provider = deals ? providers.first() : Optional.empty();
    if (chosen.size() < wanted || provider.isPresent() != deals) {
      throw missing(request, protocol, members, names, wanted);
    }
    Protocols.checkParties(protocol, names.size());
    return new Cast(chosen, provider);
  }

  /**
   * Those whom a client has signed for before, if they are there again.
   *
   * @return with which attempt it begins: the provider may be another
   * @throws MissingException saying who is missing
   */
  static Map.Entry<Cast, Attempt> again(Request agreed, Attempt attempt, Directory<SessionHost.Command> parties,
      Directory<SessionHost.Command> providers) {
    int count = agreed.roles().parties();
    List<Present<SessionHost.Command>> players = new ArrayList<>();
    for (SpiffeId id : agreed.cast().subList(0, count)) {
      players.add(present(parties, id).orElseThrow(() -> new MissingException(id + ", who took part, is not there")));
    }
    if (agreed.proposal().provider().isEmpty()) {
      return Map.entry(new Cast(players, Optional.empty()), attempt);
    }
    List<SpiffeId> candidates = new ArrayList<>(List.of(agreed.cast().get(count)));
    candidates.addAll(agreed.alternates());
    for (int i = 0; i < candidates.size(); i++) {
      Optional<Present<SessionHost.Command>> provider = present(providers, candidates.get(i));
      if (provider.isPresent()) {
        return Map.entry(new Cast(players, provider), new Attempt(attempt.resumption(), attempt.fromStep(), i));
      }
    }
    throw new MissingException("None of the providers " + candidates + " is there");
  }

  private static Optional<Present<SessionHost.Command>> present(Directory<SessionHost.Command> among, SpiffeId id) {
    return Optional.ofNullable(among.byName().get(id.name()))
        .filter(present -> present.who().identity().equals(id.toString()));
  }

  /** Whether a provider takes part. */
  private static boolean deals(Step request, Protocol protocol) {
    return switch (request.dealing()) {
      case STREAM, APART -> protocol.needsProvider();
      case MAKE, STORED -> {
        if (!protocol.needsProvider()) {
          throw new BadRequestException("The protocol '" + protocol.name()
              + "' has no provider and needs no tape. Run it without one");
        }
        yield request.dealing() == Dealing.MAKE;
      }
    };
  }

  private static List<String> names(Step request, Members members) {
    if (request.partyNames().isEmpty()) {
      int wanted = request.parties() == 0 ? members.parties().size() : request.parties();
      return members.parties().subList(0, Math.min(wanted, members.parties().size()));
    }
    if (new HashSet<>(request.partyNames()).size() < request.partyNames().size()) {
      throw new BadRequestException("A party is named twice in " + request.partyNames() + ". Name different ones");
    }
    if (request.parties() != 0 && request.parties() != request.partyNames().size()) {
      throw new BadRequestException("The run names " + request.partyNames().size() + " parties but asks for "
          + request.parties() + ". Make them agree");
    }
    return request.partyNames();
  }

  private static MissingException missing(Step request, Protocol protocol, Members members,
      List<String> names, int wanted) {
    List<String> start = new ArrayList<>();
    names.stream().filter(name -> !members.parties().contains(name)).forEach(name -> start.add("--role party --name "
        + name));
    int unnamed = wanted - names.size();
    if (unnamed > MOST_LISTED) {
      start.add("--role party (" + unnamed + " times)");
    } else {
      start.addAll(Collections.nCopies(Math.max(0, unnamed), "--role party"));
    }
    if (deals(request, protocol) && members.providers().isEmpty()) {
      start.add("--role provider");
    }
    String needs = request.partyNames().isEmpty()
        ? wanted + (wanted == 1 ? " party" : " parties")
        : "parties " + String.join(", ", request.partyNames());
    return new MissingException("The protocol '" + protocol.name() + "' needs " + needs
        + (deals(request, protocol) ? " and a provider" : "") + "; the cluster has " + members
        + ". Start: " + String.join("; ", start.stream().map(flags -> "parley node " + flags).toList())
        + (members.parties().isEmpty() || !request.partyNames().isEmpty()
            ? ""
            : ". " + Protocols.runnable(members.parties().size())));
  }
}
