package io.parley.serialization;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * The layout of frames on a lane between two roles of a session. All integers are little-endian; a frame's length is a
 * multiple of 8, so that words stay aligned where the buffers are.
 *
 * <pre>
 *  byte 0        4         5      6      8              24         28       32            40
 *       | "PRLY" | version | kind | zero | session (16) | messages | zero   | frame bytes | messages ...
 *
 *  each message:
 *       | key (8) | depth (4) | words (4) | words x 8 |
 * </pre>
 *
 * The session is a UUID, its high half first. {@code frame bytes} counts the header too, so a reader knows a frame's
 * end before it looks inside. A goodbye is a frame without messages that says that no other follows.
 */
final class FrameCodec {
  /** "PRLY", read as a little-endian int. */
  static final int MAGIC = 0x594c5250;
  static final byte VERSION = 1;
  static final byte DATA = 1;
  static final byte GOODBYE = 2;
  static final int HEADER_BYTES = 40;
  static final int FRAME_BYTES_AT = 32;
  static final int MESSAGE_HEADER_BYTES = 16;

  private FrameCodec() {}

  static void putHeader(ByteBuffer out, byte kind, UUID session, int messages, long frameBytes) {
    out.putInt(MAGIC).put(VERSION).put(kind).putShort((short) 0);
    out.putLong(session.getMostSignificantBits()).putLong(session.getLeastSignificantBits());
    out.putInt(messages).putInt(0).putLong(frameBytes);
  }

  /** Makes the buffer ready for frames. */
  static ByteBuffer prepared(ByteBuffer buffer) {
    if (buffer.capacity() < HEADER_BYTES + MESSAGE_HEADER_BYTES || buffer.isReadOnly()) {
      throw new IllegalArgumentException("A frame buffer must be writable and hold more than a header");
    }
    return buffer.clear().order(ByteOrder.LITTLE_ENDIAN);
  }
}
