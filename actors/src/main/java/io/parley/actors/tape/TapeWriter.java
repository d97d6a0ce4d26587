package io.parley.actors.tape;

import io.parley.crypto.Seed;
import io.parley.identity.Disk;
import io.parley.plan.BadRequestException;
import io.parley.protocols.engine.Message;
import io.parley.serialization.FrameEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one part of a tape, laid out as in {@link TapeHeader}, under a temporary name. It is in the store only once it
 * is published, and gone if this is closed before.
 */
public final class TapeWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TapeWriter.class);

  /** Puts the whole file where it belongs. */
  interface Publisher {
    void publish(Path temporary) throws IOException;
  }

  private final Path temporary;
  private final FileChannel file;
  private final Publisher publisher;
  private final TapeCipher cipher;
  private final FrameEncoder encoder;
  private final ByteBuffer chunk = ByteBuffer.allocate(TapeHeader.CHUNK_BYTES);
  private final ByteBuffer sealed = ByteBuffer.allocate(TapeHeader.CHUNK_BYTES + TapeCipher.TAG_BYTES);
  private final ReentrantLock lock = new ReentrantLock();
  private long chunks;
  private boolean finished;

  private TapeWriter(Path temporary, FileChannel file, Publisher publisher, TapeCipher cipher, TapeHeader header) {
    this.temporary = temporary;
    this.file = file;
    this.publisher = publisher;
    this.cipher = cipher;
    encoder = new FrameEncoder(header.tape().id(), ByteBuffer.allocate(TapeHeader.CHUNK_BYTES), this::put);
  }

  static TapeWriter create(Path temporary, TapeHeader header, Seed key, Publisher publisher) throws IOException {
    byte[] encoded = header.encode();
    TapeCipher cipher = new TapeCipher(key, header.salt(), encoded);
    TapeWriter writer = new TapeWriter(temporary, Disk.create(temporary), publisher, cipher, header);
    try {
      writer.write(ByteBuffer.wrap(encoded));
      writer.write(ByteBuffer.wrap(cipher.headerTag()));
      return writer;
    } catch (IOException e) {
      writer.close();
      throw e;
    }
  }

  /** Adds a frame that the provider sent. */
  public void add(List<Message> frame) {
    locked(() -> encoder.data(frame));
  }

  /** The tape is whole. Waits until it is on the disk. */
  public void finish() {
    locked(() -> {
      encoder.goodbye();
      seal(true);
      file.force(true);
      file.close();
      finished = true;
    });
  }

  /** From now on it is in the store. */
  public void publish() {
    locked(() -> {
      if (!finished) {
        throw new IllegalStateException("The tape is not whole yet");
      }
      publisher.publish(temporary);
    });
  }

  private interface Step {
    void run() throws IOException;
  }

  private void locked(Step step) {
    lock.lock();
    try {
      step.run();
    } catch (IOException e) {
      throw new BadRequestException(
          "The tape cannot be written to " + temporary.getParent() + " (" + e + "). Make room "
              + "there, or set another parley.tape.directory",
          e);
    } finally {
      lock.unlock();
    }
  }

  private void put(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (!chunk.hasRemaining()) {
        seal(false);
      }
      int n = Math.min(chunk.remaining(), bytes.remaining());
      chunk.put(bytes.slice(bytes.position(), n));
      bytes.position(bytes.position() + n);
    }
  }

  private void seal(boolean isLast) throws IOException {
    sealed.clear();
    cipher.sealChunk(chunks++, isLast, chunk.flip(), sealed);
    chunk.clear();
    write(sealed.flip());
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      file.close();
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      LOG.warn("An unfinished tape is left at {}", temporary, e);
    } finally {
      lock.unlock();
    }
  }
}
