package io.parley.protocols.engine;

import java.time.Duration;
import java.util.Optional;

/**
 * One role's run of one plan. Created first, so that its inbox can be wired to a transport; then run once, on a virtual
 * thread. Nothing of a session is used twice.
 */
public interface Session {
  Inbox inbox();

  /** What was used so far. */
  Usage usage();

  /** What it waits for at present, if it does. */
  default Optional<Waiting> waiting() {
    return Optional.empty();
  }

  /** How long nothing has come of the client's inputs, if some are due and missing. */
  default Optional<Duration> inputSilence() {
    return Optional.empty();
  }
}
