package io.parley.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.protocols.engine.Message;
import io.parley.protocols.engine.Room;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameCodecTest {
  private static final UUID SESSION = new UUID(0x0102030405060708L, 0x090a0b0c0d0e0f10L);
  private static final FrameLimits LIMITS = new FrameLimits(1000, 10, 20_000);

  @Test
  void encode_frame_hasTheDrawnLayout() throws IOException {
    byte[] bytes = encode(256, List.of(new Message(Message.key(7, 9), 3, new long[]{-2, 1})));

    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("50524c59" + "01" + "01" + "0000" // magic, version, kind
        + "0807060504030201" + "100f0e0d0c0b0a09" // session
        + "01000000" + "00000000" + "4800000000000000" // messages, frame bytes
        + "0900000007000000" + "03000000" + "02000000" // key, depth, words
        + "feffffffffffffff" + "0100000000000000");
  }

  /** Whatever the sizes of buffers and reads, frames come back as they were. */
  @Property(tries = 300)
  void decode_ofEncode_isTheSame(@ForAll long seed, @ForAll @IntRange(min = 56, max = 600) int buffer)
      throws Exception {
    Random random = new Random(seed);
    List<List<Message>> frames = new ArrayList<>();
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    FrameEncoder encoder = new FrameEncoder(SESSION, random.nextBoolean()
        ? ByteBuffer.allocate(buffer)
        : ByteBuffer.allocateDirect(buffer), to(wire));
    for (int i = random.nextInt(5); i >= 0; i--) {
      List<Message> frame = frame(random);
      frames.add(frame);
      encoder.data(frame);
    }
    encoder.goodbye();

    FrameDecoder decoder = decoder(56 + random.nextInt(600), from(wire.toByteArray(), random), LIMITS);

    for (List<Message> frame : frames) {
      assertSame(((Frame.Data) decoder.next()).messages(), frame);
    }
    assertThat(decoder.next()).isEqualTo(new Frame.Goodbye());
    assertThat(decoder.next()).isEqualTo(new Frame.Lost());
  }

  @Test
  void decode_longMessage_growsAsItArrives() throws Exception {
    long[] words = new Random(1).longs(5_000_000).toArray();
    byte[] bytes = encode(256 << 10, List.of(new Message(1, 1, words)));

    Frame frame = decoder(256 << 10, from(bytes, new Random(2)), FrameLimits.DEFAULT).next();

    assertThat(((Frame.Data) frame).messages().getFirst().words()).isEqualTo(words);
  }

  @Test
  void poll_orNext_giveTheSameFrames() throws Exception {
    Random random = new Random(5);
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    FrameEncoder encoder = new FrameEncoder(SESSION, ByteBuffer.allocate(256), to(wire));
    List<List<Message>> frames = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      frames.add(frame(random));
      encoder.data(frames.get(i));
    }
    FrameDecoder decoder = decoder(1 << 12, from(wire.toByteArray(), random), FrameLimits.DEFAULT);
    int polled = 0;
    for (List<Message> frame : frames) {
      Optional<Frame> next = Optional.empty();
      for (int tries = random.nextInt(4); tries > 0 && next.isEmpty(); tries--) {
        next = decoder.poll();
      }
      polled += next.isPresent() ? 1 : 0;
      assertSame(((Frame.Data) (next.isPresent() ? next.get() : decoder.next())).messages(), frame);
    }

    assertThat(polled).isBetween(50, 450);
  }

  @Test
  void poll_frameLargerThanTheBuffer_isLeftToNext() throws Exception {
    List<Message> frame = List.of(new Message(1, 1, new long[100]));
    FrameDecoder decoder = decoder(256, atOnce(encode(256, frame)), LIMITS);

    for (int i = 0; i < 10; i++) {
      assertThat(decoder.poll()).isEmpty();
    }
    assertThat(decoder.hasBuffered()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 5, 6, 7, 24, 27, 28, 32, 39, 55})
  void poll_changedHeader_isRefusedOrIncompleteButNeverWaits(int at) throws Exception {
    byte[] bytes = encode(256, List.of(new Message(1, 1, new long[3])));
    bytes[at] ^= (byte) 0x84;
    FrameDecoder decoder = decoder(256, atOnce(bytes), LIMITS);

    try {
      for (int i = 0; i < 50; i++) {
        assertThat(decoder.poll()).isEmpty();
      }
      assertThat(at).as("announces more than there is").isBetween(32, 39);
    } catch (MalformedFrameException e) {
      assertThat(e).message().doesNotContain("ends within");
    }
  }

  @Test
  void decode_otherSession_isRefused() throws Exception {
    byte[] bytes = encode(256, List.of());
    FrameDecoder decoder = new FrameDecoder(new UUID(1, 2), ByteBuffer.allocate(256), from(bytes, new Random(1)),
        LIMITS);

    assertThatThrownBy(decoder::next).isInstanceOf(MalformedFrameException.class)
        .hasMessageContaining("another session");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 5, 6, 7, 24, 27, 28, 32, 34, 39, 48 + 3, 52, 54, 55})
  void decode_changedHeader_isRefused(int at) throws Exception {
    byte[] bytes = encode(256, List.of(new Message(1, 1, new long[3])));
    bytes[at] ^= (byte) 0x84;

    assertThatThrownBy(() -> decoder(256, from(bytes, new Random(1)), LIMITS).next())
        .isInstanceOf(MalformedFrameException.class);
  }

  @Test
  void decode_truncatedFrame_isLossOrRefused() throws Exception {
    byte[] bytes = encode(256, List.of(new Message(1, 1, new long[3])));
    for (int length = 0; length < bytes.length; length++) {
      FrameDecoder decoder = decoder(256, from(java.util.Arrays.copyOf(bytes, length), new Random(1)), LIMITS);
      if (length < FrameCodec.HEADER_BYTES) {
        assertThat(decoder.next()).isEqualTo(new Frame.Lost());
      } else {
        assertThatThrownBy(decoder::next).isInstanceOf(MalformedFrameException.class)
            .hasMessageContaining("ends within a frame");
      }
    }
  }

  @Test
  void decode_beyondTheLimits_isRefused() throws Exception {
    List<Message> tooLong = List.of(new Message(1, 1, new long[1001]));
    List<Message> tooMany = java.util.Collections.nCopies(11, new Message(1, 1, new long[0]));
    List<Message> tooMuch = java.util.Collections.nCopies(3, new Message(1, 1, new long[1000]));

    for (List<Message> frame : List.of(tooLong, tooMany, tooMuch)) {
      assertThatThrownBy(() -> decoder(256, from(encode(256, frame), new Random(1)), LIMITS).next())
          .isInstanceOf(MalformedFrameException.class).hasMessageContaining("is most");
    }
  }

  @Test
  void decode_lyingLength_allocatesLittle() throws Exception {
    byte[] bytes = encode(256, List.of(new Message(1, 1, new long[1])));
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int words = FrameLimits.DEFAULT.words();
    header.putLong(32, FrameCodec.HEADER_BYTES + FrameCodec.MESSAGE_HEADER_BYTES + 8L * words).putInt(52, words);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    long before = threads.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(() -> decoder(256, from(bytes, new Random(1)), FrameLimits.DEFAULT).next())
        .isInstanceOf(MalformedFrameException.class);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).as("bytes, where 1 GiB was announced").isLessThan(64 << 20);
  }

  /** What nobody waits for is refused by its header, whatever the limits would let through. */
  @Test
  void decode_moreThanIsExpected_isRefusedBeforeItIsRead() throws Exception {
    byte[] bytes = encode(256 << 10, List.of(new Message(1, 1, new long[5_000_000])));
    FrameDecoder decoder = new FrameDecoder(SESSION, ByteBuffer.allocate(1 << 16), from(bytes, new Random(1)),
        FrameLimits.DEFAULT, () -> new Room(80, 3));
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    long before = threads.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(decoder::next).isInstanceOf(MalformedFrameException.class)
        .hasMessageMatching("a frame announces 40000056 bytes; 4\\d{3} is most");

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
  }

  @Test
  void decode_moreMessagesThanExpected_areRefused() throws Exception {
    byte[] bytes = encode(256, java.util.Collections.nCopies(5_000, new Message(1, 1, new long[0])));

    assertThatThrownBy(() -> new FrameDecoder(SESSION, ByteBuffer.allocate(256), from(bytes, new Random(1)),
        FrameLimits.DEFAULT, () -> new Room(80, 3)).next()).isInstanceOf(MalformedFrameException.class)
        .hasMessage("a frame announces 5000 messages; 4099 is most");
  }

  @Test
  void decode_junk_neverGivesAFrame() {
    long seed = 20_260_103;
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      byte[] junk = new byte[FrameCodec.HEADER_BYTES + random.nextInt(200)];
      random.nextBytes(junk);

      assertThatThrownBy(() -> decoder(256, from(junk, random), LIMITS).next()).as("seed %d, try %d", seed, i)
          .isInstanceOf(MalformedFrameException.class);
    }
  }

  @Test
  void malformedFrame_messageHoldsNoPayload() throws Exception {
    byte[] bytes = encode(256, List.of(new Message(1, 1, new long[]{0x5ec4e75ec4e7L})));
    bytes[24] = 2;

    assertThatThrownBy(() -> decoder(256, from(bytes, new Random(1)), LIMITS).next())
        .message().doesNotContain(Long.toString(0x5ec4e75ec4e7L)).doesNotContainIgnoringCase("5ec4e7");
  }

  private static byte[] encode(int buffer, List<Message> frame) throws IOException {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    new FrameEncoder(SESSION, ByteBuffer.allocate(buffer), to(wire)).data(frame);
    return wire.toByteArray();
  }

  private static FrameDecoder decoder(int buffer, FrameDecoder.Source source, FrameLimits limits) {
    return new FrameDecoder(SESSION, ByteBuffer.allocate(buffer), source, limits);
  }

  private static FrameEncoder.Sink to(ByteArrayOutputStream wire) {
    return bytes -> {
      byte[] chunk = new byte[bytes.remaining()];
      bytes.get(chunk);
      wire.writeBytes(chunk);
    };
  }

  /** Gives the bytes in pieces of random lengths. */
  private static FrameDecoder.Source from(byte[] bytes, Random random) {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    return new FrameDecoder.Source() {
      @Override
      public int read(ByteBuffer into) {
        return left.hasRemaining() ? give(into, 1 + random.nextInt(random.nextBoolean() ? 8 : 300_000)) : -1;
      }

      @Override
      public int poll(ByteBuffer into) {
        return give(into, random.nextInt(3) == 0 ? 0 : random.nextInt(2_000));
      }

      private int give(ByteBuffer into, int most) {
        int n = Math.min(Math.min(left.remaining(), into.remaining()), most);
        into.put(left.slice(left.position(), n));
        left.position(left.position() + n);
        return n;
      }
    };
  }

  /** Fails who waits. */
  private static FrameDecoder.Source atOnce(byte[] bytes) {
    FrameDecoder.Source source = from(bytes, new Random(1));
    return new FrameDecoder.Source() {
      @Override
      public int read(ByteBuffer into) {
        throw new AssertionError("waits");
      }

      @Override
      public int poll(ByteBuffer into) throws IOException {
        return Math.max(0, source.read(into));
      }
    };
  }

  private static List<Message> frame(Random random) {
    List<Message> frame = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      frame.add(new Message(random.nextLong(), random.nextInt(1 << 30), random.longs(random.nextInt(300)).toArray()));
    }
    return frame;
  }

  private static void assertSame(List<Message> actual, List<Message> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      assertThat(actual.get(i).key()).isEqualTo(expected.get(i).key());
      assertThat(actual.get(i).depth()).isEqualTo(expected.get(i).depth());
      assertThat(actual.get(i).words()).isEqualTo(expected.get(i).words());
    }
  }
}
