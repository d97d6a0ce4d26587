package io.parley.benchmarks.jmh;

import io.parley.protocols.engine.Message;
import io.parley.serialization.Frame;
import io.parley.serialization.FrameDecoder;
import io.parley.serialization.FrameEncoder;
import io.parley.serialization.FrameLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Frames of one message between words and bytes; {@code gigabytes} are those of the words. */
public class FrameBenchmark extends Timed {
  private static final int BUFFER_BYTES = 1 << 18;
  private static final int HEADERS_BYTES = 64;

  @Param({"64", "4096", "1000000"})
  public int size;

  private final UUID session = new UUID(1, 2);
  private List<Message> frame = List.of();
  private ByteBuffer encoded = ByteBuffer.allocate(0);
  private long taken;
  private final FrameEncoder encoder = new FrameEncoder(session, ByteBuffer.allocateDirect(BUFFER_BYTES),
      bytes -> {
        taken += bytes.get(bytes.limit() - 1);
        bytes.position(bytes.limit());
      });
  private final FrameDecoder decoder = new FrameDecoder(session, ByteBuffer.allocateDirect(BUFFER_BYTES),
      this::fromEncoded, FrameLimits.DEFAULT);

  @Setup
  public void setUp() throws IOException {
    frame = List.of(new Message(Message.key(1, 0), 1, new Random(1).longs(size).toArray()));
    encoded = ByteBuffer.allocateDirect(HEADERS_BYTES + Long.BYTES * size);
    new FrameEncoder(session, ByteBuffer.allocateDirect(BUFFER_BYTES), encoded::put).data(frame);
    encoded.flip();
  }

  @Benchmark
  public long encode(Gigabytes work) throws IOException {
    encoder.data(frame);
    work.gigabytes += 8e-9 * size;
    return taken;
  }

  @Benchmark
  public Frame decode(Gigabytes work) throws IOException {
    encoded.rewind();
    work.gigabytes += 8e-9 * size;
    return decoder.next();
  }

  private int fromEncoded(ByteBuffer into) {
    int bytes = Math.min(into.remaining(), encoded.remaining());
    into.put(encoded.slice(encoded.position(), bytes));
    encoded.position(encoded.position() + bytes);
    return bytes;
  }
}
