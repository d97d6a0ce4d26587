package io.parley.serialization;

import io.parley.protocols.engine.Message;
import io.parley.protocols.engine.Room;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads the frames of one lane, laid out as in {@link FrameCodec}. Nothing is trusted: every length is checked against
 * the limits and the frame's own length before anything is allocated, and long payloads are allocated as they arrive,
 * so that who announces much has to send much. Not safe for use by several threads.
 */
public final class FrameDecoder {
  /** Gives what has arrived. */
  public interface Source {
    /**
     * Puts at least one byte into the buffer, which has room for all but a few hundred bytes of its capacity; blocks
     * until there is one. Returns the number of bytes, or −1 at the end.
     */
    int read(ByteBuffer into) throws IOException;

    /** The same without waiting: 0 if nothing is there, or if only {@link #read} can tell why not. */
    default int poll(ByteBuffer into) throws IOException {
      return 0;
    }
  }

  /** What the reader of the frames knows of what is to come. */
  public interface Expected {
    /** For who knows nothing. */
    Expected ANYTHING = () -> Room.UNKNOWN;

    /** What the next frame may hold. */
    Room room();

    /** Part of a frame has come. */
    default void arriving() {}
  }

  /** Beyond what is expected, so that whoever sends a little too much is told by who counts exactly. */
  private static final int SLACK_BYTES = 4 << 10;
  private static final int PIECE_WORDS = 1 << 20;

  private final UUID session;
  private final ByteBuffer buffer;
  private final Source source;
  private final FrameLimits limits;
  private final Expected expected;

  /**
   * @param buffer used until the decoder is dropped
   */
  public FrameDecoder(UUID session, ByteBuffer buffer, Source source, FrameLimits limits) {
    this(session, buffer, source, limits, Expected.ANYTHING);
  }

  /** Likewise, of a peer of whom it is known what it may send. */
  public FrameDecoder(UUID session, ByteBuffer buffer, Source source, FrameLimits limits, Expected expected) {
    this.expected = expected;
    this.session = session;
    this.buffer = FrameCodec.prepared(buffer).flip();
    this.source = source;
    this.limits = limits;
  }

  /**
   * The next frame; {@link Frame.Lost} if the stream ends before a goodbye.
   *
   * @throws MalformedFrameException if what arrives is not a frame of this session within the limits
   * @throws IOException if the source fails
   */
  public Frame next() throws IOException {
    if (!fill(FrameCodec.HEADER_BYTES)) {
      return new Frame.Lost();
    }
    if (buffer.getInt() != FrameCodec.MAGIC) {
      throw new MalformedFrameException("a frame does not begin with the magic number");
    }
    byte version = buffer.get();
    if (version != FrameCodec.VERSION) {
      throw new MalformedFrameException("a frame is of version " + version + ", not " + FrameCodec.VERSION);
    }
    byte kind = buffer.get();
    boolean zeros = buffer.getShort() == 0;
    if (!session.equals(new UUID(buffer.getLong(), buffer.getLong()))) {
      throw new MalformedFrameException("a frame belongs to another session");
    }
    int messages = buffer.getInt();
    zeros &= buffer.getInt() == 0;
    long bytes = buffer.getLong();
    if (!zeros) {
      throw new MalformedFrameException("a frame's unused bytes are not zero");
    }
    return switch (kind) {
      case FrameCodec.DATA -> new Frame.Data(messages(messages, bytes));
      case FrameCodec.GOODBYE -> goodbye(messages, bytes);
      default -> throw new MalformedFrameException("a frame is of unknown kind " + kind);
    };
  }

  /**
   * The next frame if what the source gives at once holds all of it; never blocks. Of other frames {@link #next} reads
   * the rest.
   *
   * @throws IOException as {@link #next} does
   */
  public Optional<Frame> poll() throws IOException {
    if (buffer.remaining() < FrameCodec.HEADER_BYTES) {
      buffer.compact();
      try {
        source.poll(buffer);
      } finally {
        buffer.flip();
      }
    }
    return isWhole() ? Optional.of(next()) : Optional.empty();
  }

  /** Whether {@link #next} finds all in the buffer that it wants: it reads no further than a frame says it goes. */
  private boolean isWhole() {
    return buffer.remaining() >= FrameCodec.HEADER_BYTES
        && buffer.remaining() >= buffer.getLong(buffer.position() + FrameCodec.FRAME_BYTES_AT);
  }

  /** Whether a part of the next frame has been read already. */
  public boolean hasBuffered() {
    return buffer.hasRemaining();
  }

  private static Frame goodbye(int messages, long bytes) throws MalformedFrameException {
    if (messages != 0 || bytes != FrameCodec.HEADER_BYTES) {
      throw new MalformedFrameException("a goodbye carries messages");
    }
    return new Frame.Goodbye();
  }

  private List<Message> messages(int count, long bytes) throws IOException {
    Room room = expected.room();
    long mostMessages = Math.min(limits.messages(),
        room.messages() + Math.min(SLACK_BYTES, Long.MAX_VALUE - room.messages()));
    if (count < 0 || count > mostMessages) {
      throw new MalformedFrameException("a frame announces " + count + " messages; " + mostMessages + " is most");
    }
    long headers = FrameCodec.HEADER_BYTES + (long) FrameCodec.MESSAGE_HEADER_BYTES * count + SLACK_BYTES;
    long mostBytes = Math.min(limits.frameBytes(), room.bytes() + Math.min(headers, Long.MAX_VALUE - room.bytes()));
    if (bytes < 0 || bytes > mostBytes) {
      throw new MalformedFrameException("a frame announces " + bytes + " bytes; " + mostBytes + " is most");
    }
    long left = bytes - FrameCodec.HEADER_BYTES;
    List<Message> messages = new ArrayList<>(Math.min(count, 256));
    for (int i = 0; i < count; i++) {
      left -= FrameCodec.MESSAGE_HEADER_BYTES;
      if (left < 0) {
        throw new MalformedFrameException("a frame is shorter than its messages");
      }
      require(FrameCodec.MESSAGE_HEADER_BYTES);
      long key = buffer.getLong();
      int depth = buffer.getInt();
      int words = buffer.getInt();
      if (depth < 0 || words < 0 || words > limits.words()) {
        throw new MalformedFrameException("a message has depth " + depth + " and " + words + " words; " + limits.words()
            + " is most");
      }
      left -= 8L * words;
      if (left < 0) {
        throw new MalformedFrameException("a frame is shorter than its messages");
      }
      messages.add(new Message(key, depth, words(words)));
    }
    if (left != 0) {
      throw new MalformedFrameException("a frame is longer than its messages");
    }
    return messages;
  }

  private long[] words(int count) throws IOException {
    long[] words = new long[Math.min(count, PIECE_WORDS)];
    int done = 0;
    while (done < count) {
      if (done == words.length) {
        words = Arrays.copyOf(words, (int) Math.min(count, 4L * words.length));
      }
      require(Long.BYTES);
      int n = Math.min(words.length - done, buffer.remaining() / Long.BYTES);
      buffer.asLongBuffer().get(words, done, n);
      buffer.position(buffer.position() + n * Long.BYTES);
      done += n;
    }
    return words;
  }

  private void require(int bytes) throws IOException {
    if (!fill(bytes)) {
      throw new MalformedFrameException("the stream ends within a frame");
    }
  }

  /** Makes so many bytes available; false if the stream ends before. */
  private boolean fill(int bytes) throws IOException {
    while (buffer.remaining() < bytes) {
      int read;
      buffer.compact();
      try {
        read = source.read(buffer);
      } finally {
        buffer.flip();
      }
      if (read < 0) {
        return false;
      }
      expected.arriving();
    }
    return true;
  }
}
