package io.parley.actors;

import io.parley.plan.BadRequestException;
import io.parley.protocols.spi.PeerFaultException;

/**
 * Why a role, and with it the run, ends without a result.
 *
 * @param role whose fault it is, see {@link io.parley.protocols.spi.Roles}; −1 if unknown
 * @param reason one line, without secrets
 */
record Fault(Kind kind, int role, String reason) {
  enum Kind {
    /** The user asked for what cannot be; the reason is all they need to read. */
    REQUEST,
    /** A role cheated, or broke the protocol. */
    PEER,
    /** A role was lost. */
    LOST,
    /** Time is up. */
    TIMEOUT,
    /** A mistake of ours; the log of the role's node has more. */
    BUG
  }

  /** Sorts what a role's work threw. */
  static Fault of(int self, Throwable thrown) {
    return switch (thrown) {
      case BadRequestException e -> new Fault(Kind.REQUEST, self, String.valueOf(e.getMessage()));
      case PeerFaultException e -> new Fault(e.isLost() ? Kind.LOST : Kind.PEER, e.role(),
          String.valueOf(e.getMessage()));
      case OutOfMemoryError _ -> new Fault(Kind.PEER, self,
          "ran out of memory; give its JVM a larger heap, or use a smaller batch");
      default -> new Fault(Kind.BUG, self, "failed inside (" + thrown.getClass().getSimpleName() + "); see its log");
    };
  }
}
