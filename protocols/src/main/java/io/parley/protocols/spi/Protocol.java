package io.parley.protocols.spi;

import io.parley.plan.lowering.Target;
import java.util.Optional;

/** A protocol family. Implementations are found through {@link java.util.ServiceLoader}. */
public interface Protocol {
  /** As users write it, in lower case. */
  String name();

  /** Why so many parties cannot run it, in one line with the remedy; empty if they can. */
  Optional<String> refuses(int parties);

  /** Whether a provider deals a tape. */
  boolean needsProvider();

  /** Whether the provider also has a stream with the client. */
  default boolean dealsToClient() {
    return false;
  }

  /** Whether a role gets a part of the tape, if there is one. */
  default boolean dealsTo(Roles roles, int role) {
    return roles.isParty(role) || (role == roles.client() && dealsToClient());
  }

  /** Whether each two parties agree on a key before the first op, for {@link PartyScope#common}. */
  default boolean hasPairKeys() {
    return false;
  }

  /**
   * How many words a party may send before {@link Side#checkpoint} is due, to the next end of an op; 0 if the protocol
   * checks nothing.
   */
  default long wordsBetweenCheckpoints() {
    return 0;
  }

  /** Which plans it runs best. It runs others as well. */
  default Target target() {
    return Target.LATE_TRUNCATION;
  }

  /** Whether it runs {@link io.parley.plan.Op.Separated} on secrets. */
  default boolean separates() {
    return target() == Target.SEPARABLE;
  }

  /** Comparison is right for −2^bits ≤ x < 2^bits. */
  default int comparableBits() {
    return 63;
  }

  /** Whether two parties can make each comparison in the way that the plan says; see {@code ComparisonChoice}. */
  default boolean mixesComparisons() {
    return false;
  }

  /** How many words a role holds of each element of a secret, what it keeps for openings included; for memory only. */
  default int wordsPerElement() {
    return 3;
  }

  Sharing sharing();

  /** A party's side of one session; {@code session} is for what all ops have in common. */
  Side<PartyScope, ?, ?> party(PartyScope session);

  /** The provider's side of one session; called only if {@link #needsProvider}. */
  default Side<DealerScope, ?, ?> dealer(DealerScope session) {
    throw new IllegalStateException("The protocol '" + name() + "' has no dealer");
  }

  /** The declared costs, as a walk of the same plan. */
  Side<CostScope, ?, ?> costs(CostScope session);
}
