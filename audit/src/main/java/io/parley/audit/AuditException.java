package io.parley.audit;

import io.parley.plan.BadRequestException;

/** A log is not as it was written, or cannot be written; the message is one line for its operator. */
public final class AuditException extends BadRequestException {
  private static final long serialVersionUID = 1;

  AuditException(String message) {
    super(message);
  }

  AuditException(String message, Throwable cause) {
    super(message, cause);
  }
}
