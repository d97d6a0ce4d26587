package io.parley.actors.tape;

import io.parley.plan.BadRequestException;
import io.parley.protocols.engine.Message;
import io.parley.serialization.Frame;
import io.parley.serialization.FrameDecoder;
import io.parley.serialization.FrameLimits;
import io.parley.serialization.MalformedFrameException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;

/**
 * One part of a tape, laid out as in {@link TapeHeader}, whose header is authentic. Nothing of its content is read before
 * it is burned, and nothing is handed out that is not authentic.
 */
public final class OpenTape implements AutoCloseable {
  /** Burns the part for good; throws if that has happened before. */
  interface Burn {
    void run();
  }

  /** Takes the frames. */
  public interface Reader {
    void take(List<Message> frame) throws InterruptedException;
  }

  private static final int SEALED_BYTES = TapeHeader.CHUNK_BYTES + TapeCipher.TAG_BYTES;

  private final String node;
  private final TapePart part;
  private final FileChannel file;
  private final long start;
  private final TapeCipher cipher;
  private final Burn burn;
  private volatile boolean burned;

  OpenTape(String node, TapePart part, FileChannel file, long start, TapeCipher cipher, Burn burn) {
    this.node = node;
    this.part = part;
    this.file = file;
    this.start = start;
    this.cipher = cipher;
    this.burn = burn;
  }

  public TapePart part() {
    return part;
  }

  /**
   * Burns it; on return that is on the disk.
   *
   * @throws BadRequestException if it is burned already
   */
  public void burn() {
    burn.run();
    burned = true;
  }

  /**
   * Reads all of it once.
   *
   * @throws BadRequestException if it was changed or cut off
   */
  public void verify() {
    try {
      Chunks chunks = new Chunks();
      ByteBuffer scratch = ByteBuffer.allocate(TapeHeader.CHUNK_BYTES);
      while (chunks.read(scratch.clear()) >= 0) {
        // Only the tags count.
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Hands out all frames in order. */
  public void deliver(Reader reader) throws InterruptedException {
    FrameDecoder decoder = new FrameDecoder(part.tape().id(), ByteBuffer.allocate(2 * TapeHeader.CHUNK_BYTES),
        new Chunks(), FrameLimits.DEFAULT);
    try {
      while (decoder.next() instanceof Frame.Data data) {
        reader.take(data.messages());
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private BadRequestException unreadable(IOException e) {
    return new BadRequestException("Node " + node + " cannot read its part of tape " + part.tape().id() + ": "
        + (e instanceof MalformedFrameException ? e.getMessage() : e.toString()) + ". It is burned; use another", e);
  }

  /** The chunks from the first to the last. */
  private final class Chunks implements FrameDecoder.Source {
    private final ByteBuffer sealed = ByteBuffer.allocate(SEALED_BYTES);
    private long position = start;
    private long number;

    Chunks() {
      if (!burned) {
        throw new IllegalStateException("A tape is burned before it is read");
      }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      long left = file.size() - position;
      if (left == 0 && number > 0) {
        return -1;
      }
      sealed.clear().limit((int) Math.min(left, SEALED_BYTES));
      while (sealed.hasRemaining()) {
        if (file.read(sealed, position + sealed.position()) < 0) {
          throw new MalformedFrameException("it was cut off");
        }
      }
      position += sealed.position();
      int before = into.position();
      if (sealed.position() < TapeCipher.TAG_BYTES
          || !cipher.openChunk(number++, left <= SEALED_BYTES, sealed.flip(), into)) {
        throw new MalformedFrameException("it was changed or cut off");
      }
      return into.position() - before;
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new IllegalStateException("A file that was read cannot be closed", e);
    }
  }
}
