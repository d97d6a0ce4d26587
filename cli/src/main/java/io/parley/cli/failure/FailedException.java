package io.parley.cli.failure;

/** What was asked is right but could not be done. The message is one line for the user and names the remedy. */
public final class FailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FailedException(String message) {
    super(message);
  }

  public FailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
