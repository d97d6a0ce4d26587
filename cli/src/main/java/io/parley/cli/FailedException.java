package io.parley.cli;

/** What was asked is right but could not be done. The message is one line for the user and names the remedy. */
final class FailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FailedException(String message) {
    super(message);
  }

  FailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
