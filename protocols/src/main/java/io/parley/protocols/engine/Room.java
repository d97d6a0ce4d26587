package io.parley.protocols.engine;

/**
 * What one frame of a peer may hold, so that what nobody waits for is not even read.
 *
 * @param bytes of all payloads
 * @param messages of any length
 */
public record Room(long bytes, long messages) {
  /** For who does not know. */
  public static final Room UNKNOWN = new Room(Long.MAX_VALUE, Long.MAX_VALUE);
}
