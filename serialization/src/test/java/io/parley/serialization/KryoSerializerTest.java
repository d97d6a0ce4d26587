package io.parley.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.NotSerializableException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
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

class KryoSerializerTest {
  enum Colour {
    RED, GREEN
  }

  sealed interface Part {
    record Round(int radius) implements Part {}

    record Named(String name, Optional<String> note) implements Part {}
  }

  record Everything(
      UUID id,
      Colour colour,
      long big,
      boolean on,
      double real,
      List<Part> parts,
      Set<Integer> set,
      Map<Integer, Part> map,
      Duration time,
      Instant when,
      ActorRef<Everything> replyTo) implements ControlMessage {}

  record Blob(byte[] bytes, long[] longs) implements ControlMessage {}

  record Even(int number) implements ControlMessage {
    Even {
      if (number % 2 != 0) {
        throw new IllegalArgumentException("odd");
      }
    }
  }

  record Unregistered(int number) implements ControlMessage {}

  record Deep(Optional<Deep> next) implements ControlMessage {}

  /** Named by META-INF/services. */
  public static final class Registrar implements KryoRegistrar {
    @Override
    public int firstId() {
      return KryoSerializer.FIRST_FREE_ID;
    }

    @Override
    public List<Class<?>> classes() {
      return List.of(Colour.class, Part.Round.class, Part.Named.class, Everything.class, Blob.class, Even.class,
          Deep.class);
    }
  }

  private static final ActorTestKit KIT = ActorTestKit.create();
  private KryoSerializer serializer;

  @BeforeEach
  void find() throws NotSerializableException {
    serializer = (KryoSerializer) SerializationExtension.get(Adapter.toClassic(KIT.system()))
        .serializerFor(Everything.class);
  }

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void roundTrip_message_isEqual() throws Exception {
    Everything message = everything();

    assertThat(serializer.fromBinary(serializer.toBinary(message), "")).isEqualTo(message);
  }

  @Test
  void roundTrip_arrays_areEqual() throws Exception {
    Blob message = new Blob(new byte[]{1, 2, 3}, new long[]{Long.MIN_VALUE, -1, 7});

    Blob back = (Blob) serializer.fromBinary(serializer.toBinary(message), "");

    assertThat(back.bytes()).isEqualTo(message.bytes());
    assertThat(back.longs()).isEqualTo(message.longs());
  }

  @Test
  void roundTrip_anyList_arrivesAsAnImmutableOne() throws Exception {
    for (List<Integer> list : List.of(List.of(1, 2, 3), new ArrayList<>(List.of(1, 2, 3)), Arrays.asList(1, 2, 3),
        List.of(0, 1, 2, 3).subList(1, 4), IntStream.rangeClosed(1, 3).boxed().toList())) {
      Object back = serializer.fromBinary(serializer.toBinary(list), "");

      assertThat(back).isEqualTo(List.of(1, 2, 3)).isInstanceOf(List.of(1, 2, 3).getClass());
    }
  }

  @Test
  void roundTrip_manyThreads_doNotDisturbEachOther() throws Exception {
    Everything message = everything();
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
  void fromBinary_unknownClassId_isRefused() {
    assertThatThrownBy(() -> serializer.fromBinary(new byte[]{(byte) 0xff, 0x7f, 0}, ""))
        .isInstanceOf(NotSerializableException.class);
  }

  @Test
  void fromBinary_recordThatItsConstructorRefuses_isRefused() throws Exception {
    byte[] bytes = serializer.toBinary(new Even(2));
    bytes[bytes.length - 1] = 2; // the zigzag form of 1

    assertThatThrownBy(() -> serializer.fromBinary(bytes, "")).isInstanceOf(NotSerializableException.class);
  }

  @Test
  @SuppressWarnings({"NullAway", "NullOptional"}) // as an attacker's
  void fromBinary_recordThatLacksAComponent_isRefused() {
    for (Record lacking : List.of(new Blob(null, new long[0]), new Blob(new byte[0], null), new Deep(null),
        new Part.Named(null, Optional.empty()), new Deep(Optional.of(new Deep(null))))) {
      assertThatThrownBy(() -> serializer.fromBinary(serializer.toBinary(lacking), ""))
          .isInstanceOf(NotSerializableException.class).hasMessageContaining(" has no ");
    }
  }

  /** Erasure would let it pass, up to who reads it. */
  @Test
  @SuppressWarnings({"unchecked", "rawtypes"})
  void fromBinary_componentsOfOtherTypes_areRefused() {
    Everything good = everything();
    for (List<?> parts : List.of(List.of("text"), List.of(7), List.of(List.of()))) {
      Everything bad = new Everything(good.id(), good.colour(), 1, true, 1, (List) parts, good.set(), good.map(),
          good.time(),
          good.when(), good.replyTo());

      assertThatThrownBy(() -> serializer.fromBinary(serializer.toBinary(bad), ""))
          .isInstanceOf(NotSerializableException.class).hasMessageContaining("has no parts");
    }
    Everything keys = new Everything(good.id(), good.colour(), 1, true, 1, good.parts(), good.set(),
        (Map) Map.of("a", new Part.Round(1)), good.time(), good.when(), good.replyTo());
    assertThatThrownBy(() -> serializer.fromBinary(serializer.toBinary(keys), ""))
        .isInstanceOf(NotSerializableException.class).hasMessageContaining("has no map");
  }

  /** Keys of one hash are compared each with each: of a megabyte of them that would take minutes. */
  @Test
  void fromBinary_hashedCollections_areSmall() {
    Map<UUID, Integer> map = new HashMap<>();
    for (int i = 0; i < 5_000; i++) {
      map.put(new UUID(i, i), i); // all of hash 0
    }

    assertThatThrownBy(() -> serializer.fromBinary(serializer.toBinary(map), ""))
        .isInstanceOf(NotSerializableException.class).hasMessageContaining("a map of 5000");
    assertThatThrownBy(() -> serializer.fromBinary(serializer.toBinary(map.keySet()), ""))
        .isInstanceOf(NotSerializableException.class).hasMessageContaining("a set of 5000");
  }

  /** A node dials nobody because a message says so. */
  @Test
  void fromBinary_actorOfAStranger_hearsNothing() throws Exception {
    byte[] good = serializer.toBinary(KIT.<Everything>createTestProbe().ref());
    byte[] path = "pekko://parley@198.51.100.7:25520/user/x#1".getBytes(StandardCharsets.UTF_8);
    byte[] bad = ByteBuffer.allocate(2 + path.length).put(good[0]).put((byte) path.length).put(path).array();

    assertThat(serializer.fromBinary(bad, "")).isEqualTo(KIT.system().deadLetters());
  }

  @Test
  void fromBinary_actorWithoutAPath_isRefused() {
    byte[] good = serializer.toBinary(KIT.<Everything>createTestProbe().ref());
    for (String path : List.of("", "z\u0007#%:em", "pekko:/")) {
      byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
      byte[] bad = ByteBuffer.allocate(2 + bytes.length).put(good[0]).put((byte) bytes.length).put(bytes).array();

      assertThatThrownBy(() -> serializer.fromBinary(bad, "")).as(path).isInstanceOf(NotSerializableException.class);
    }
  }

  @Test
  void fromBinary_lyingLengths_allocateNothing() {
    byte[] blob = serializer.toBinary(new Blob(new byte[3], new long[3]));
    for (int at = 0; at < blob.length; at++) {
      byte[] lying = ByteBuffer.allocate(blob.length + 5).put(blob, 0, at)
          .put(new byte[]{(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07}).put(blob, at, blob.length - at)
          .array();

      assertThatThrownBy(() -> serializer.fromBinary(lying, "")).isInstanceOf(NotSerializableException.class);
    }
  }

  /** Kryo could look classes up by names, of lengths that it believes. */
  @Test
  void fromBinary_classByName_isRefusedBeforeItsNameIsRead() {
    byte[] announcing = {1, 0, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f, 'x'};
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    long before = threads.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(() -> serializer.fromBinary(announcing, "")).isInstanceOf(NotSerializableException.class)
        .hasMessageContaining("by its name");

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).as("bytes for 7").isLessThan(1 << 20);
  }

  @Test
  void fromBinary_trailingBytes_areRefused() {
    byte[] bytes = serializer.toBinary(new Even(2));

    assertThatThrownBy(() -> serializer.fromBinary(Arrays.copyOf(bytes, bytes.length + 1), ""))
        .isInstanceOf(NotSerializableException.class);
  }

  @Test
  void fromBinary_deepNesting_isRefused() {
    byte[] one = serializer.toBinary(new Deep(Optional.of(new Deep(Optional.empty()))));
    byte[] none = serializer.toBinary(new Deep(Optional.empty()));
    int level = one.length - none.length;
    byte[] deep = new byte[level * 100_000 + none.length];
    for (int i = 0; i < deep.length; i++) {
      deep[i] = i < deep.length - none.length ? one[i % level] : none[i - deep.length + none.length];
    }

    assertThatThrownBy(() -> serializer.fromBinary(deep, "")).isInstanceOf(NotSerializableException.class);
  }

  @Test
  void fromBinary_junkAndMutations_giveAMessageOrAClearFailure() {
    long seed = 20_260_101;
    Random random = new Random(seed);
    byte[] valid = serializer.toBinary(everything());
    int refused = 0;
    for (int i = 0; i < 3_000; i++) {
      byte[] bytes;
      if (i % 2 == 0) {
        bytes = new byte[random.nextInt(64)];
        random.nextBytes(bytes);
      } else {
        bytes = valid.clone();
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        assertThat(serializer.fromBinary(bytes, "")).isNotNull();
      } catch (NotSerializableException e) {
        refused++;
      }
    }
    assertThat(refused).as("refused of 3,000, seed %d", seed).isGreaterThan(1_200);
  }

  private static Everything everything() {
    ActorRef<Everything> ref = KIT.<Everything>createTestProbe().ref();
    return new Everything(new UUID(1, 2), Colour.GREEN, Long.MIN_VALUE, true, 0.1,
        List.of(new Part.Round(1), new Part.Named("ä", Optional.of("note")), new Part.Named("", Optional.empty())),
        Set.of(1, 2, 3), Map.of(1, new Part.Round(2)), Duration.ofMillis(5), Instant.ofEpochSecond(7, 8), ref);
  }
}
