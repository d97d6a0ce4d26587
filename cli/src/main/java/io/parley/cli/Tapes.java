package io.parley.cli;

import io.parley.client.RunMode;
import io.parley.plan.BadRequestException;
import io.parley.plan.Plan;
import io.parley.protocols.cost.Estimate;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Roles;
import java.util.Collections;

/** How a plan's tape gets to the parties. */
public final class Tapes {
  /** A larger tape does not wait in memory for the run. */
  private static final long MOST_BYTES = 1L << 30;

  private Tapes() {}

  /**
   * @throws BadRequestException if the protocol takes none
   */
  public static void check(Protocol protocol) {
    if (!protocol.needsProvider()) {
      throw new BadRequestException("The protocol '" + protocol.name()
          + "' has no provider and needs no tape. Run it without one, or choose another --protocol");
    }
  }

  /** The phases apart, if the tape is small enough for that. */
  public static RunMode mode(Plan lowered, Protocol protocol, int parties) {
    Roles roles = new Roles(parties);
    Estimate estimate = Estimate.of(lowered, protocol, roles);
    long tape = Collections.max(estimate.bytes().get(roles.provider()));
    return tape <= MOST_BYTES ? RunMode.APART : RunMode.STREAM;
  }
}
