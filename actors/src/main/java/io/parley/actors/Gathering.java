package io.parley.actors;

import io.parley.plan.BadRequestException;
import io.parley.serialization.Attempt;
import io.parley.serialization.ContractCodec;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the roles of a run sign, as it comes together at its conductor: first the client's request, then each role's
 * accept. The conductor passes it on and believes none of it.
 */
final class Gathering {
  private final byte[] offer;
  private final Attempt attempt;
  private boolean planned;
  private byte @Nullable [] requested;
  private final Map<Integer, byte[]> accepts = new TreeMap<>();

  /**
   * @param offer what the client is to sign
   */
  Gathering(byte[] offer, Attempt attempt) {
    this.offer = offer;
    this.attempt = attempt;
  }

  /** The plan is at the conductor's node, where the roles fetch it. */
  void plan() {
    planned = true;
  }

  /**
   * The client has signed.
   *
   * @return whether for the first time, which counts
   */
  boolean request(byte[] signed) {
    if (requested != null) {
      return false;
    }
    requested = signed;
    return true;
  }

  boolean isRequested() {
    return requested != null;
  }

  /** A role has signed; the first time counts. */
  void accept(int role, byte[] signed) {
    accepts.putIfAbsent(role, signed);
  }

  /**
   * Asks for what is missing: the client's request, or the accepts of those who have not taken their seats.
   *
   * @param absent who have not
   */
  void ask(RunRequest request, Collection<Conductor.Member> absent, Conductor.Self self) {
    byte[] signed = requested;
    if (signed == null) {
      request.client().tell(new ClientRunActor.Offered(offer, attempt, self.actor(), self.node()));
    } else if (planned) {
      absent.forEach(member -> member.opener().open(signed, attempt, self.actor(), self.node()));
    }
  }

  /** The bytes of what all have signed. */
  byte[] contract() {
    return ContractCodec.encodeAll(List.copyOf(accepts.values()));
  }

  /**
   * Checks that the roles can reach each other.
   *
   * @param name of a role's node
   * @throws BadRequestException if they use different transports, or one has signed something else
   */
  void checkTransports(IntFunction<String> name) {
    Map<Integer, String> transports = new TreeMap<>();
    accepts.forEach((role, accept) -> transports.put(role,
        ContractCodec.accept(ContractCodec.signed(accept).body()).transport()));
    if (Set.copyOf(transports.values()).size() > 1) {
      throw new BadRequestException("The nodes use different transports (" + transports.entrySet().stream()
          .map(e -> name.apply(e.getKey()) + ": " + e.getValue()).collect(Collectors.joining(", "))
          + "). Set parley.lane.transport to the same on all of them");
    }
  }
}
