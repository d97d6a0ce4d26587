package io.parley.client;

import java.util.Optional;

/** A run ended without a result, by no mistake of the user's. Nothing was revealed; a retry is a new run. */
public final class RunFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String culprit;

  /**
   * @param culprit the name of the node at fault; empty if it is not known
   */
  public RunFailedException(String culprit, String message) {
    super(message);
    this.culprit = culprit;
  }

  /** The name of the node at fault, where it is known. */
  public Optional<String> node() {
    return Optional.of(culprit).filter(name -> !name.isEmpty());
  }
}
