package io.parley.cli.data;

import java.io.IOException;

/** A file is not what it should be. The message continues a sentence that names the file. */
final class FormatException extends IOException {
  private static final long serialVersionUID = 1L;

  FormatException(String message) {
    super(message);
  }
}
