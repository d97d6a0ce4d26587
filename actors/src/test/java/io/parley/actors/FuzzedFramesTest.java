package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.protocols.engine.Message;
import io.parley.protocols.engine.Room;
import io.parley.serialization.Frame;
import io.parley.serialization.FrameDecoder;
import io.parley.serialization.FrameEncoder;
import io.parley.serialization.FrameLimits;
import io.parley.serialization.MalformedFrameException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams of frames of a lane, almost good ones and junk: they are read or refused, at the cost of what came. */
@Timeout(3_600)
class FuzzedFramesTest {
  private static final UUID SESSION = new UUID(1, 2);
  private static final int BUFFER_BYTES = 4 << 10;
  /** Per stream, for the objects around what is read. */
  private static final long ALLOCATED = 96 << 10;
  /** What is allocated at once for a message of a peer of whom nothing is known. */
  private static final long PIECE_BYTES = 8 << 20;
  /** What comes first loads classes too. */
  private static final int WARM_UP = 1_000;

  @Test
  void next_fuzzedStreams_giveFramesOrMalformedFrameException() throws IOException {
    Random random = new Random(Fuzz.SEED);
    List<byte[]> good = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      good.add(stream(random));
    }
    Fuzz fuzz = new Fuzz(random, good);
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    int refused = 0;
    int read = 0;
    long most = 0;
    long heap = Fuzz.heapBytes();
    for (int i = 0; i < Fuzz.TRIES; i++) {
      byte[] bytes = fuzz.next();
      boolean known = random.nextBoolean();
      FrameDecoder decoder = decoder(buffer, bytes, random, known);
      long before = threads.getCurrentThreadAllocatedBytes();
      try {
        while (!(decoder.next() instanceof Frame.Lost)) {
          read++;
        }
      } catch (MalformedFrameException e) {
        refused++;
      } catch (IOException | RuntimeException e) {
        throw new AssertionError("seed " + Fuzz.SEED + ", try " + i, e);
      }
      long allocated = threads.getCurrentThreadAllocatedBytes() - before - 16L * bytes.length
          - (known ? 0 : PIECE_BYTES);
      most = i < WARM_UP ? 0 : Math.max(most, allocated);
      assertThat(most).as("bytes for a stream of %d bytes; seed %d, try %d", bytes.length, Fuzz.SEED, i)
          .isLessThan(ALLOCATED);
    }

    System.out.println("fuzzed frames: " + Fuzz.TRIES + " streams: " + refused + " refused, " + read
        + " frames read; " + most + " bytes at most beyond what came; seed " + Fuzz.SEED);
    assertThat(refused).isGreaterThan(Fuzz.TRIES / 3);
    assertThat(read).isPositive();
    assertThat(Fuzz.heapBytes() - heap).as("growth of the heap").isLessThan(32 << 20);
  }

  private static byte[] stream(Random random) throws IOException {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    FrameEncoder encoder = new FrameEncoder(SESSION, ByteBuffer.allocate(256), bytes -> {
      byte[] chunk = new byte[bytes.remaining()];
      bytes.get(chunk);
      wire.writeBytes(chunk);
    });
    for (int frames = random.nextInt(4); frames > 0; frames--) {
      List<Message> frame = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        frame.add(new Message(random.nextLong(), random.nextInt(1 << 30), random.longs(random.nextInt(40)).toArray()));
      }
      encoder.data(frame);
    }
    encoder.goodbye();
    return wire.toByteArray();
  }

  /**
   * @param known whether it is known how much the peer may send
   */
  private static FrameDecoder decoder(ByteBuffer buffer, byte[] bytes, Random random, boolean known) {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    FrameDecoder.Source source = into -> {
      int n = Math.min(Math.min(left.remaining(), into.remaining()), 1 + random.nextInt(200));
      into.put(left.slice(left.position(), n));
      left.position(left.position() + n);
      return n == 0 ? -1 : n;
    };
    return known
        ? new FrameDecoder(SESSION, buffer, source, FrameLimits.DEFAULT, () -> new Room(400, 3))
        : new FrameDecoder(SESSION, buffer, source, FrameLimits.DEFAULT);
  }
}
