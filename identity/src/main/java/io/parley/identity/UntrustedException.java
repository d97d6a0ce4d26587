package io.parley.identity;

/** What somebody shows does not prove who they say they are; the message says why, in one line. */
public final class UntrustedException extends Exception {
  private static final long serialVersionUID = 1L;

  UntrustedException(String message) {
    super(message);
  }

  UntrustedException(String message, Throwable cause) {
    super(message, cause);
  }
}
