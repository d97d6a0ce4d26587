package io.parley.serialization;

import java.util.Optional;
import java.util.UUID;

/**
 * What a client asks of nodes that keep tapes for it.
 *
 * @param id of one tape; empty for all
 * @param planId only tapes of this plan, as it is executed; empty for any
 * @param nonce 32 random bytes in hex
 * @param expiresMillis when nodes obey it no more, in milliseconds since 1970
 */
public record TapeOrder(Action action, Optional<UUID> id, Optional<String> planId, String nonce, long expiresMillis) {
  /** What is to be done. */
  public enum Action {
    LIST, BURN
  }
}
