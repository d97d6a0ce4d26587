package io.parley.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.NotSerializableException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KryoSerializerTest {
  enum Colour {
    RED, GREEN
  }

  record Round(int radius) {}

  record Plain(
      UUID id,
      Colour colour,
      int small,
      long big,
      boolean on,
      double real,
      String text,
      byte[] bytes,
      long[] longs,
      List<Long> list,
      List<String> names,
      Round round) implements ControlMessage {}

  record Rounds(List<Round> rounds, List<UUID> ids, ActorRef<Rounds> replyTo) implements ControlMessage {}

  record Even(int number) implements ControlMessage {
    Even {
      if (number % 2 != 0) {
        throw new IllegalArgumentException("odd");
      }
    }
  }

  record Unregistered(int number) implements ControlMessage {}

  /** Named by META-INF/services. */
  public static final class Registrar implements KryoRegistrar {
    @Override
    public int firstId() {
      return KryoSerializer.FIRST_FREE_ID;
    }

    @Override
    public List<Class<? extends ControlMessage>> classes() {
      return List.of(Plain.class, Rounds.class, Even.class);
    }
  }

  private static final ActorTestKit KIT = ActorTestKit.create();
  /** What Kryo writes before a message: its id plus 2. */
  private static final String PLAIN = "66";
  private static final String ROUNDS = "67";
  private static final String EVEN = "68";
  private KryoSerializer serializer;

  @BeforeEach
  void find() throws NotSerializableException {
    serializer = (KryoSerializer) SerializationExtension.get(Adapter.toClassic(KIT.system()))
        .serializerFor(Plain.class);
  }

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  private static Plain plain() {
    return new Plain(new UUID(1, 2), Colour.GREEN, Integer.MIN_VALUE, Long.MIN_VALUE, true, -0.0, "ä",
        new byte[]{1, 2, 3}, new long[]{Long.MIN_VALUE, -1, 7}, List.of(0L, -5L), List.of("", "b"), new Round(0));
  }

  private static Plain empty() {
    return new Plain(new UUID(0, 0), Colour.RED, 0, 0, false, 0, "", new byte[0], new long[0], List.of(), List.of(),
        new Round(0));
  }

  private static Rounds rounds() {
    return new Rounds(List.of(new Round(1), new Round(0)), List.of(new UUID(0, 0), new UUID(3, 4)),
        KIT.<Rounds>createTestProbe().ref());
  }

  @Test
  void roundTrip_anyValues_areEqual() throws Exception {
    for (Plain message : List.of(plain(), empty())) {
      assertThat(serializer.fromBinary(serializer.toBinary(message), "")).usingRecursiveComparison()
          .isEqualTo(message);
    }
  }

  @Test
  void roundTrip_listsAndActors_areEqual() throws Exception {
    Rounds message = rounds();

    assertThat(serializer.fromBinary(serializer.toBinary(message), "")).isEqualTo(message);
  }

  @Test
  void roundTrip_anyList_arrivesAsAnImmutableOne() throws Exception {
    List<Round> items = IntStream.range(0, 3).mapToObj(Round::new).toList();
    ActorRef<Rounds> to = rounds().replyTo();
    for (List<Round> list : List.of(items, new ArrayList<>(items), Arrays.asList(items.toArray(new Round[0])))) {
      Rounds back = (Rounds) serializer.fromBinary(serializer.toBinary(new Rounds(list, List.of(), to)), "");

      assertThat(back.rounds()).isEqualTo(items).isInstanceOf(List.of(1, 2, 3).getClass());
    }
  }

  @Test
  void roundTrip_manyThreads_doNotDisturbEachOther() throws Exception {
    Rounds message = rounds();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Object>> results = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        results.add(threads.submit(() -> serializer.fromBinary(serializer.toBinary(message), "")));
      }
      for (Future<Object> result : results) {
        assertThat(result.get()).isEqualTo(message);
      }
    }
  }

  @Test
  void toBinary_unregisteredClass_isRefusedByName() {
    assertThatThrownBy(() -> serializer.toBinary(new Unregistered(1))).hasMessageContaining("Unregistered");
  }

  @Test
  @SuppressWarnings("NullAway") // as an attacker's
  void toBinary_messageThatLacksAComponent_isRefused() {
    assertThatThrownBy(() -> serializer.toBinary(new Rounds(List.of(), List.of(), null)))
        .hasMessageContaining("a Rounds has no replyTo");
  }

  private void assertRefused(String hex, String because) {
    assertThatThrownBy(() -> serializer.fromBinary(HexFormat.of().parseHex(hex), "")).as(hex)
        .isInstanceOf(NotSerializableException.class).hasStackTraceContaining(because);
  }

  @ParameterizedTest
  @CsvSource({"'', has no id", "0a0100, not the length of a UUID", "0a00, not the length of a UUID",
      "1003, no Colour", "1000, no Colour", "1800, a default is said", "2000, a default is said",
      "2802, neither true nor false", "310000000000000000, a default is said", "3a00, a default is said",
      "3a02c328, is malformed", "4200, a default is said", "4a00, a default is said", "4a8000, is malformed",
      "188100, longer than it need be", "20ffffffffffffffffff7f, longer than it need be",
      "18808080808010, is malformed", "1802180a, no place for field 3", "20021801, no place for field 3",
      "6a00, no place for field 13", "1a00, a small of another type", "0001, no tag", "3a7f00, announces more",
      "3affffffff0f00, announces more", "62020800, a default is said", "620108, is malformed"})
  void fromBinary_otherwiseWritten_isRefused(String fields, String because) {
    assertRefused(PLAIN + fields, because);
  }

  @Test
  void fromBinary_whatIsNoMessage_isRefused() {
    assertRefused("", "no control message");
    assertRefused("00", "no control message"); // Kryo's null
    assertRefused("0202", "it is no message"); // an int
    assertRefused("ff7f00", "no control message"); // an id of none
  }

  @Test
  void fromBinary_recordThatItsConstructorRefuses_isRefused() {
    assertRefused(EVEN + "0801", "odd");
  }

  /** A node dials nobody because a message says so. */
  @Test
  void fromBinary_actorOfAStranger_hearsNothing() throws Exception {
    assertThat(((Rounds) serializer.fromBinary(to("pekko://parley@198.51.100.7:25520/user/x#1"), "")).replyTo())
        .isEqualTo(KIT.system().deadLetters());
  }

  @Test
  void fromBinary_actorWithoutAPath_isRefused() {
    for (String path : List.of("", "z\u0007#%:em", "pekko:/")) {
      assertThatThrownBy(() -> serializer.fromBinary(to(path), "")).as(path)
          .isInstanceOf(NotSerializableException.class);
    }
  }

  private static byte[] to(String path) {
    byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(3 + bytes.length).put(HexFormat.of().parseHex(ROUNDS + "1a")).put((byte) bytes.length)
        .put(bytes).array();
  }

  @Test
  void fromBinary_lyingLengths_allocateNothing() {
    byte[] whole = serializer.toBinary(plain());
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int at = 0; at < whole.length; at++) {
      byte[] lying = ByteBuffer.allocate(whole.length + 5).put(whole, 0, at)
          .put(new byte[]{(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07}).put(whole, at, whole.length - at)
          .array();

      long before = threads.getCurrentThreadAllocatedBytes();
      try {
        assertThat(serializer.fromBinary(lying, "")).isNotNull();
      } catch (NotSerializableException e) {
        // as most are
      }

      assertThat(threads.getCurrentThreadAllocatedBytes() - before).as("bytes for %d", lying.length)
          .isLessThan(1 << 20);
    }
  }

  /** Kryo could look classes up by names, and read texts, of lengths that it believes. */
  @ParameterizedTest
  @CsvSource({"0100ffffff7f78, by its name", "03ffffffff7f78, it is no message"})
  void fromBinary_whatKryoWouldBelieve_isRefusedBeforeItIsRead(String hex, String because) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    long before = threads.getCurrentThreadAllocatedBytes();
    assertRefused(hex, because);

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).as("bytes for 7").isLessThan(1 << 20);
  }

  /** Whatever is read at all is written again as the same bytes: there is one way to say a thing. */
  @Test
  void fromBinary_junkAndMutations_giveTheOneMessageOrAClearFailure() {
    long seed = 20_260_101;
    Random random = new Random(seed);
    List<byte[]> valid = List.of(serializer.toBinary(plain()), serializer.toBinary(new Even(2)));
    int refused = 0;
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = valid.get(i % 2).clone();
      if (i % 10 == 0) {
        bytes = new byte[random.nextInt(64)];
        random.nextBytes(bytes);
      } else {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        Object message = serializer.fromBinary(bytes, "");
        read++;
        assertThat(serializer.toBinary(message)).isEqualTo(bytes);
      } catch (NotSerializableException e) {
        refused++;
      }
    }
    assertThat(refused).as("refused of 20,000, seed %d", seed).isGreaterThan(5_000);
    assertThat(read).as("read of 20,000, seed %d", seed).isGreaterThan(2_000);
  }
}
