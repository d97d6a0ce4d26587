package io.parley.plan;

/** A mistake of the user's. The message names the input and the remedy, in one line, and is all the user sees. */
public class BadRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadRequestException(String message) {
    super(message);
  }

  public BadRequestException(String message, Throwable cause) {
    super(message, cause);
  }
}
