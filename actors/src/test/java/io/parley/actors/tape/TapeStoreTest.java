package io.parley.actors.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.client.Tape;
import io.parley.config.TapeSettings;
import io.parley.crypto.Seed;
import io.parley.identity.KeyDirectory;
import io.parley.plan.BadRequestException;
import io.parley.protocols.engine.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TapeStoreTest {
  private static final int ROLE = 1;
  private static final UUID ID = new UUID(7, 9);
  private static final String T = "1c".repeat(32);
  private static final Tape TAPE = new Tape(ID, T, "0a".repeat(32), "mlp", "beaver", cast("alice", "bob"));
  /** Of three chunks and a bit. */
  private static final int WORDS = 3 * TapeHeader.CHUNK_BYTES / Long.BYTES;
  private static final int SEALED_BYTES = TapeHeader.CHUNK_BYTES + TapeCipher.TAG_BYTES;

  @TempDir
  private Path directory;
  private TapeStore store;
  private final Message message = new Message(5, 0, new Random(1).longs(WORDS).toArray());

  @BeforeEach
  void setUp() {
    store = store(Optional.empty());
  }

  private static List<String> cast(String... parties) {
    return Stream.concat(Stream.of(parties).map(name -> "spiffe://d/acme/party/" + name),
        Stream.of("spiffe://d/dealers/provider/peggy", "spiffe://d/uni/client/dora")).toList();
  }

  private TapeStore store(Optional<Seed> key) {
    return new TapeStore(new TapeSettings(directory, key, Optional.empty()), "bob");
  }

  private Path make(Tape tape, int role) {
    try (TapeWriter writer = store.create(tape, role)) {
      writer.add(List.of(message));
      writer.add(List.of(new Message(6, 1, new long[0])));
      writer.finish();
      writer.publish();
    }
    return directory.resolve(tape.id() + "-" + role + ".tape");
  }

  private static List<Message> read(OpenTape tape) throws InterruptedException {
    List<Message> messages = new ArrayList<>();
    tape.deliver(messages::addAll);
    return messages;
  }

  @Test
  void deliver_burnedPart_givesWhatWasAdded() throws InterruptedException {
    make(TAPE, ROLE);

    try (OpenTape tape = store.open(ID, ROLE)) {
      tape.burn();
      tape.verify();
      List<Message> messages = read(tape);

      assertThat(tape.part().tape()).isEqualTo(TAPE);
      assertThat(messages).extracting(Message::key).containsExactly(5L, 6L);
      assertThat(messages.getFirst().words()).isEqualTo(message.words());
    }
  }

  @Test
  void create_part_isForItsOwnerAloneAndEncrypted() throws IOException {
    Path file = make(TAPE, ROLE);

    for (Path each : List.of(file, directory.resolve("key"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each))).isEqualTo("rw-------");
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(IntStream.range(0, bytes.capacity() - Long.BYTES))
        .noneMatch(at -> bytes.getLong(at) == message.words()[0]);
  }

  @Test
  void create_sameContentTwice_neverRepeatsACiphertext() throws IOException {
    byte[] first = Files.readAllBytes(make(TAPE, 0));
    byte[] second = Files.readAllBytes(make(TAPE, 1));

    int chunk = first.length - 4096;
    // Of bytes that have nothing to do with each other, one of 256 is the same.
    assertThat(IntStream.range(chunk, chunk + 64).filter(at -> first[at] == second[at]).count()).isLessThan(12);
  }

  @Test
  void close_unpublished_leavesNothing() throws IOException {
    try (TapeWriter writer = store.create(TAPE, ROLE)) {
      writer.add(List.of(message));
      writer.finish();
    }

    assertThat(store.list()).isEmpty();
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(f -> f.getFileName().toString())).containsExactlyInAnyOrder("key", "burned");
    }
  }

  @Test
  void publish_notFinished_isOurMistake() {
    try (TapeWriter writer = store.create(TAPE, ROLE)) {
      assertThatThrownBy(writer::publish).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void deliver_notBurned_isOurMistake() {
    make(TAPE, ROLE);

    try (OpenTape tape = store.open(ID, ROLE)) {
      assertThatThrownBy(tape::verify).isInstanceOf(IllegalStateException.class).hasMessageContaining("burned before");
      assertThatThrownBy(() -> read(tape)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void burn_thenCrashBeforeTheRead_losesTheTape() {
    make(TAPE, ROLE);
    try (OpenTape tape = store.open(ID, ROLE)) {
      tape.burn();
    }

    TapeStore restarted = store(Optional.empty());

    assertThat(restarted.list()).isEmpty();
    assertThatThrownBy(() -> restarted.open(ID, ROLE)).isInstanceOf(BadRequestException.class)
        .hasMessage("Tape " + ID + " is burned already at node bob. Use another");
  }

  @Test
  void burn_crashBeforeTheEntryIsDurable_readsNothingAndLosesTheTape() {
    make(TAPE, ROLE);
    TapeStore crashing = new TapeStore(new TapeSettings(directory, Optional.empty(), Optional.empty()), "bob",
        new TapeLedger(directory.resolve("burned"), _ -> {
          throw new IOException("power failure");
        }));

    try (OpenTape tape = crashing.open(ID, ROLE)) {
      assertThatThrownBy(tape::burn).hasMessageContaining("power failure");
      assertThatThrownBy(tape::verify).isInstanceOf(IllegalStateException.class);
    }
    assertThatThrownBy(() -> store.open(ID, ROLE)).hasMessageContaining("is burned already");
  }

  @Test
  void burn_entryIsOnTheDiskBeforeAnythingIsRead() {
    make(TAPE, ROLE);
    List<Path> synced = new ArrayList<>();
    Path ledger = directory.resolve("burned");
    TapeStore watched = new TapeStore(new TapeSettings(directory, Optional.empty(), Optional.empty()), "bob",
        new TapeLedger(ledger, entries -> {
          assertThat(entries.resolve(ID + "-" + ROLE)).isNotEmptyFile();
          synced.add(entries);
        }));

    try (OpenTape tape = watched.open(ID, ROLE)) {
      tape.burn();
      assertThat(synced).containsExactly(ledger);
      tape.verify();
    }
  }

  @Test
  void burn_manyAtOnce_oneSucceeds() throws InterruptedException {
    make(TAPE, ROLE);
    int many = 16;
    AtomicInteger winners = new AtomicInteger();
    CountDownLatch open = new CountDownLatch(many);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      threads.add(Thread.ofPlatform().start(() -> {
        try (OpenTape tape = store(Optional.empty()).open(ID, ROLE)) {
          open.countDown();
          open.await();
          tape.burn();
          winners.incrementAndGet();
        } catch (BadRequestException e) {
          // Another was first.
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(open.getCount()).isZero();
    assertThat(winners).hasValue(1);
  }

  @Test
  void open_burnedPartCopiedBack_isRefused() throws IOException {
    Path file = make(TAPE, ROLE);
    byte[] backup = Files.readAllBytes(file);
    try (OpenTape tape = store.open(ID, ROLE)) {
      tape.burn();
    }
    assertThat(file).doesNotExist();

    Files.write(file, backup);

    assertThatThrownBy(() -> store.open(ID, ROLE)).hasMessageContaining("is burned already");
    assertThat(store.list()).isEmpty();
    assertThat(file).as("removed when seen").doesNotExist();
  }

  @Test
  void create_burnedTapeAgain_isRefused() {
    make(TAPE, ROLE);
    store.burn(Optional.of(ID), _ -> true);

    assertThatThrownBy(() -> make(TAPE, ROLE)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("has had tape " + ID + " before");
  }

  @Test
  void open_ledgerRemoved_isRefusedUntilAllAreBurned() throws IOException {
    make(TAPE, ROLE);
    Files.delete(directory.resolve("burned"));

    assertThatThrownBy(() -> store.open(ID, ROLE)).hasMessageContaining("no ledger")
        .hasMessageContaining("parley tape burn --all");
    assertThatThrownBy(() -> make(new Tape(new UUID(1, 1), T, TAPE.planId(), "p", "beaver", cast("a")), 0))
        .hasMessageContaining("no ledger");

    assertThat(store.burn(Optional.empty(), _ -> true)).containsExactly(ID);
    assertThat(store.list()).isEmpty();
  }

  /** Where: magic, version, header length, tape id, contract, plan id, salt, created, role, parties, texts, tag of the header. */
  @ParameterizedTest
  @ValueSource(ints = {0, 4, 6, 8, 12, 27, 28, 59, 60, 91, 92, 123, 124, 132, 136, 140, 144, 150, 155, 170, 200, 230,
      -17, -16, -1})
  void open_changedHeader_isRefusedBeforeItIsBurned(int at) throws IOException {
    Path file = make(TAPE, ROLE);
    byte[] bytes = Files.readAllBytes(file);
    bytes[at < 0 ? firstChunkOf(bytes) + at : at] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(() -> store.open(ID, ROLE)).isInstanceOf(BadRequestException.class)
        .hasMessageStartingWith("Node bob cannot use its part of tape " + ID).hasMessageEndingWith("tape burn " + ID);
    assertThat(store.list()).isEmpty();
    assertThat(directory.resolve("burned")).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, TapeHeader.CHUNK_BYTES + 1000, -1})
  void verify_changedContent_isRefused(int at) throws IOException {
    Path file = make(TAPE, ROLE);
    byte[] bytes = Files.readAllBytes(file);
    bytes[at < 0 ? bytes.length + at : firstChunkOf(bytes) + at] ^= 1;

    assertRefused(file, bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 17, TapeHeader.CHUNK_BYTES / 2, TapeHeader.CHUNK_BYTES + TapeCipher.TAG_BYTES})
  void verify_cutOff_isRefused(int bytesLess) throws IOException {
    Path file = make(TAPE, ROLE);
    byte[] bytes = Files.readAllBytes(file);

    assertRefused(file, Arrays.copyOf(bytes, bytes.length - bytesLess));
  }

  @Test
  void verify_cutOffBetweenChunks_isRefused() throws IOException {
    Path file = make(TAPE, ROLE);
    byte[] bytes = Files.readAllBytes(file);
    int header = firstChunkOf(bytes);
    for (int chunks = 0; header + chunks * SEALED_BYTES < bytes.length; chunks++) {
      Files.deleteIfExists(directory.resolve("burned").resolve(ID + "-" + ROLE));
      assertRefused(file, Arrays.copyOf(bytes, header + chunks * SEALED_BYTES));
    }
  }

  @Test
  void verify_chunksSwapped_isRefused() throws IOException {
    Path file = make(TAPE, ROLE);
    byte[] bytes = Files.readAllBytes(file);
    int first = firstChunkOf(bytes);
    byte[] swapped = bytes.clone();
    System.arraycopy(bytes, first, swapped, first + SEALED_BYTES, SEALED_BYTES);
    System.arraycopy(bytes, first + SEALED_BYTES, swapped, first, SEALED_BYTES);

    assertRefused(file, swapped);
  }

  @Test
  void verify_somethingAppended_isRefused() throws IOException {
    Path file = make(TAPE, ROLE);
    byte[] bytes = Files.readAllBytes(file);

    assertRefused(file, Arrays.copyOf(bytes, bytes.length + 8));
  }

  /** Where it begins in a file. */
  private static int firstChunkOf(byte[] bytes) {
    return TapeHeader.PREFIX_BYTES + ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(8)
        + TapeCipher.TAG_BYTES;
  }

  private void assertRefused(Path file, byte[] content) throws IOException {
    Files.write(file, content);
    try (OpenTape tape = store.open(ID, ROLE)) {
      tape.burn();
      assertThatThrownBy(tape::verify).isInstanceOf(BadRequestException.class)
          .hasMessageContaining("changed or cut off");
    }
  }

  @Test
  void open_otherPartRenamed_isRefused() throws IOException {
    Path other = make(TAPE, 0);
    Files.move(other, directory.resolve(ID + "-" + ROLE + ".tape"));

    assertThatThrownBy(() -> store.open(ID, ROLE)).hasMessageContaining("renamed");
  }

  @Test
  void open_headerOfAnotherTape_doesNotFitTheContent() throws IOException {
    byte[] one = Files.readAllBytes(make(TAPE, ROLE));
    Tape other = new Tape(new UUID(7, 8), T, TAPE.planId(), TAPE.planName(), TAPE.protocol(), TAPE.cast());
    byte[] two = Files.readAllBytes(make(other, ROLE));
    int header = TapeHeader.PREFIX_BYTES + ByteBuffer.wrap(one).order(ByteOrder.LITTLE_ENDIAN).getInt(8)
        + TapeCipher.TAG_BYTES;
    System.arraycopy(two, header, one, header, one.length - header);

    assertRefused(directory.resolve(ID + "-" + ROLE + ".tape"), one);
  }

  @Test
  void open_underAnotherKey_isRefusedBeforeItIsBurned() {
    make(TAPE, ROLE);

    assertThatThrownBy(() -> store(Optional.of(Seed.random(new SecureRandom()))).open(ID, ROLE))
        .hasMessageContaining("another key");
    store.open(ID, ROLE).close();
  }

  @Test
  void open_keyThatOthersMayRead_isRefused() throws IOException {
    make(TAPE, ROLE);
    Files.setPosixFilePermissions(directory.resolve("key"), PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> store.open(ID, ROLE)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void open_none_saysSo() {
    assertThatThrownBy(() -> store.open(ID, ROLE)).isInstanceOf(BadRequestException.class)
        .hasMessage("Node bob has no part of tape " + ID + ". Use another");
    assertThat(store.list()).isEmpty();
    assertThat(store.burn(Optional.empty(), _ -> true)).isEmpty();
  }

  @Test
  void burn_notAllowed_leavesWhatCouldBeUsed() throws IOException {
    make(TAPE, ROLE);
    Tape broken = new Tape(new UUID(7, 8), T, TAPE.planId(), TAPE.planName(), TAPE.protocol(), TAPE.cast());
    Path file = make(broken, ROLE);
    byte[] bytes = Files.readAllBytes(file);
    bytes[TapeHeader.PREFIX_BYTES + 16]++;
    Files.write(file, bytes);

    assertThat(store.burn(Optional.empty(), tape -> !tape.equals(TAPE))).as("what nobody can use")
        .containsExactly(broken.id());
    assertThat(store.burn(Optional.of(ID), tape -> !tape.equals(TAPE))).isEmpty();

    assertThat(store.list()).extracting(TapePart::tape).containsExactly(TAPE);
  }

  /** A copy of the store alone opens nothing. */
  @Test
  void open_withNodesKeys_takesTheKeyFromThere(@TempDir Path keys) {
    Optional<KeyDirectory> own = Optional.of(new KeyDirectory(keys, Optional.of("open sesame")));
    TapeStore keyed = new TapeStore(new TapeSettings(directory, Optional.empty(), own), "bob");
    try (TapeWriter writer = keyed.create(TAPE, ROLE)) {
      writer.finish();
      writer.publish();
    }

    assertThat(directory.resolve("key")).doesNotExist();
    new TapeStore(new TapeSettings(directory, Optional.empty(), own), "bob").open(ID, ROLE).close();
    assertThatThrownBy(() -> store.open(ID, ROLE)).hasMessageContaining("another key");
    assertThatThrownBy(() -> new TapeStore(new TapeSettings(directory, Optional.empty(),
        Optional.of(new KeyDirectory(keys, Optional.empty()))), "bob").open(ID, ROLE))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("PARLEY_KEY_PASSPHRASE");
  }

  @Test
  void burn_one_leavesTheOthers() {
    Tape other = new Tape(new UUID(7, 8), T, TAPE.planId(), TAPE.planName(), TAPE.protocol(), TAPE.cast());
    make(TAPE, ROLE);
    make(other, ROLE);

    assertThat(store.burn(Optional.of(ID), _ -> true)).containsExactly(ID);

    assertThat(store.list()).extracting(TapePart::tape).containsExactly(other);
    assertThat(store.burn(Optional.of(ID), _ -> true)).isEmpty();
  }

  @Test
  void create_directoryIsAFile_saysWhatToSet() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    TapeStore nowhere = new TapeStore(new TapeSettings(file.resolve("tapes"), Optional.empty(), Optional.empty()),
        "bob");

    assertThatThrownBy(() -> nowhere.create(TAPE, ROLE)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("Check parley.tape.directory");
  }

  @Test
  void name_anyFieldChanged_isAnother() {
    long[] name = TAPE.name();

    assertThat(new Tape(ID, T, TAPE.planId(), "mlp", "beaver", cast("alice", "bob")).name()).isEqualTo(name);
    List<String> anotherOwner = new ArrayList<>(TAPE.cast());
    anotherOwner.set(3, "spiffe://d/uni/client/eve");
    assertThat(Stream.of(new Tape(new UUID(7, 8), T, TAPE.planId(), "mlp", "beaver", TAPE.cast()),
        new Tape(ID, "1d".repeat(32), TAPE.planId(), "mlp", "beaver", TAPE.cast()),
        new Tape(ID, T, "0b".repeat(32), "mlp", "beaver", TAPE.cast()),
        new Tape(ID, T, TAPE.planId(), "mlpb", "eaver", TAPE.cast()),
        new Tape(ID, T, TAPE.planId(), "mlp", "beaver", anotherOwner),
        new Tape(ID, T, TAPE.planId(), "mlp", "beaver", cast("bob", "alice")),
        new Tape(ID, T, TAPE.planId(), "mlp", "beaver", cast("alice", "bob", "carol"))).map(Tape::name))
        .noneMatch(other -> Arrays.equals(other, name));
  }
}
