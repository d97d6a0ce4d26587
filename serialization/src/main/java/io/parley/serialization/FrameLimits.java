package io.parley.serialization;

/**
 * What a reader accepts at most.
 *
 * @param words of one message
 * @param messages of one frame
 * @param frameBytes of one frame, with its headers
 */
public record FrameLimits(int words, int messages, long frameBytes) {
  /** 1 GiB for a message, 4 GiB for a frame. */
  public static final FrameLimits DEFAULT = new FrameLimits(1 << 27, 1 << 20, 1L << 32);

  public FrameLimits {
    if (words < 1 || messages < 1 || frameBytes < FrameCodec.HEADER_BYTES) {
      throw new IllegalArgumentException("Frame limits must be positive");
    }
  }
}
