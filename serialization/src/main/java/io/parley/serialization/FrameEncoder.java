package io.parley.serialization;

import io.parley.protocols.engine.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;

/**
 * Writes the frames of one lane, laid out as in {@link FrameCodec}, through one reused buffer: words go from the array
 * into the buffer and from there to the sink, so a frame is never held in whole. Not safe for use by several threads.
 */
public final class FrameEncoder {
  /** Takes filled buffers. */
  public interface Sink {
    /** Takes all remaining bytes; blocks while the other side is slower. */
    void write(ByteBuffer bytes) throws IOException;
  }

  private final UUID session;
  private final ByteBuffer buffer;
  private final Sink sink;

  /**
   * @param buffer used until the encoder is dropped; its size is that of the sink's largest write
   */
  public FrameEncoder(UUID session, ByteBuffer buffer, Sink sink) {
    this.session = session;
    this.buffer = FrameCodec.prepared(buffer);
    this.sink = sink;
  }

  /** Writes one frame of messages; all of it has reached the sink on return. */
  public void data(List<Message> messages) throws IOException {
    long bytes = FrameCodec.HEADER_BYTES;
    for (Message message : messages) {
      bytes += FrameCodec.MESSAGE_HEADER_BYTES + message.bytes();
    }
    FrameCodec.putHeader(buffer, FrameCodec.DATA, session, messages.size(), bytes);
    for (Message message : messages) {
      message(message);
    }
    flush();
  }

  /** Says that no frame follows. */
  public void goodbye() throws IOException {
    FrameCodec.putHeader(buffer, FrameCodec.GOODBYE, session, 0, FrameCodec.HEADER_BYTES);
    flush();
  }

  private void message(Message message) throws IOException {
    if (buffer.remaining() < FrameCodec.MESSAGE_HEADER_BYTES) {
      flush();
    }
    long[] words = message.words();
    buffer.putLong(message.key()).putInt(message.depth()).putInt(words.length);
    int done = 0;
    while (done < words.length) {
      if (buffer.remaining() < Long.BYTES) {
        flush();
      }
      int n = Math.min(words.length - done, buffer.remaining() / Long.BYTES);
      buffer.asLongBuffer().put(words, done, n);
      buffer.position(buffer.position() + n * Long.BYTES);
      done += n;
    }
  }

  private void flush() throws IOException {
    try {
      sink.write(buffer.flip());
    } finally {
      buffer.clear();
    }
  }
}
