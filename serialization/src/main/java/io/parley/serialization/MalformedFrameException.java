package io.parley.serialization;

import java.io.IOException;

/** What a peer sent is not a frame. The message says why and holds nothing of the frame's payload. */
public final class MalformedFrameException extends IOException {
  private static final long serialVersionUID = 1L;

  public MalformedFrameException(String message) {
    super(message);
  }
}
