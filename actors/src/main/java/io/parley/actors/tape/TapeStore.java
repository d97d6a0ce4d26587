package io.parley.actors.tape;

import io.parley.client.Tape;
import io.parley.config.TapeSettings;
import io.parley.crypto.Seed;
import io.parley.identity.Disk;
import io.parley.identity.KeyDirectory;
import io.parley.plan.BadRequestException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of tapes that one node keeps: a directory with a file {@code ID-ROLE.tape} for each (see {@link TapeHeader}),
 * the node's key, and the ledger {@code burned}. Several threads and processes may use it at once. Nothing is made before
 * it is needed.
 */
public final class TapeStore {
  private static final Logger LOG = LoggerFactory.getLogger(TapeStore.class);
  private static final Pattern PART = Pattern
      .compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-(\\d{1,5})\\.tape");
  private static final String TEMPORARY = ".part";
  private static final Duration ABANDONED = Duration.ofHours(1);

  private final String node;
  private final Path directory;
  private final Optional<Seed> givenKey;
  private final Optional<KeyDirectory> keys;
  private final TapeLedger ledger;
  private final SecureRandom random = new SecureRandom();
  private volatile @Nullable Seed derived;

  /** @param node whose it is, for messages */
  public TapeStore(TapeSettings settings, String node) {
    this(settings, node, new TapeLedger(settings.directory().resolve("burned"), Disk::sync));
  }

  TapeStore(TapeSettings settings, String node, TapeLedger ledger) {
    this.node = node;
    this.directory = settings.directory();
    this.givenKey = settings.key();
    this.keys = settings.keys();
    this.ledger = ledger;
  }

  private interface Work<T> {
    T run() throws IOException;
  }

  private <T> T onDisk(Work<T> work) {
    try {
      return work.run();
    } catch (IOException e) {
      throw new BadRequestException("Node " + node + " cannot use its tape store " + directory + " (" + e
          + "). Check parley.tape.directory", e);
    }
  }

  /**
   * Makes ready to take a part.
   *
   * @throws BadRequestException if it cannot
   */
  public void prepare() {
    onDisk(() -> {
      Disk.createDirectories(directory);
      checkLedger();
      ledger.create();
      return key();
    });
  }

  /** Begins a part. */
  public TapeWriter create(Tape tape, int role) {
    prepare();
    return onDisk(() -> {
      byte[] salt = new byte[TapeHeader.SALT_BYTES];
      random.nextBytes(salt);
      TapeHeader header = new TapeHeader(tape, role, System.currentTimeMillis(), salt);
      Path temporary = directory.resolve(tape.id() + "-" + role + "." + UUID.randomUUID() + TEMPORARY);
      return TapeWriter.create(temporary, header, key(), whole -> publish(whole, tape.id(), role));
    });
  }

  private void publish(Path whole, UUID id, int role) throws IOException {
    Path file = file(id, role);
    if (ledger.isBurned(id, role) || Files.exists(file)) {
      throw new BadRequestException("Node " + node + " has had tape " + id + " before. Make another");
    }
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    Disk.sync(directory);
  }

  /** The parts that are whole and not burned, from the oldest. What cannot be used is logged and left out. */
  public List<TapePart> list() {
    return onDisk(() -> {
      List<TapePart> parts = new ArrayList<>();
      for (Path file : files()) {
        Matcher name = PART.matcher(String.valueOf(file.getFileName()));
        if (!name.matches()) {
          continue;
        }
        UUID id = UUID.fromString(name.group(1));
        int role = Integer.parseInt(name.group(2));
        if (ledger.isBurned(id, role)) {
          Files.deleteIfExists(file);
          continue;
        }
        try (OpenTape tape = open(id, role)) {
          parts.add(tape.part());
        } catch (BadRequestException e) {
          LOG.warn("{}", e.getMessage());
        }
      }
      parts.sort(Comparator.comparingLong(TapePart::createdMillis).thenComparing(p -> p.tape().id()));
      return parts;
    });
  }

  /**
   * Opens a part that is not burned.
   *
   * @throws BadRequestException if there is none, or it is not what was written here under this name
   */
  public OpenTape open(UUID id, int role) {
    return onDisk(() -> {
      checkLedger();
      if (ledger.isBurned(id, role)) {
        throw burnedAlready(id);
      }
      try {
        FileChannel file = FileChannel.open(file(id, role), StandardOpenOption.READ);
        try {
          return open(file, id, role);
        } catch (IOException | RuntimeException e) {
          file.close();
          throw e;
        }
      } catch (NoSuchFileException e) {
        throw new BadRequestException("Node " + node + " has no part of tape " + id + ". Use another", e);
      }
    });
  }

  private OpenTape open(FileChannel file, UUID id, int role) throws IOException {
    Seed key = key();
    try {
      byte[] encoded = TapeHeader.read(file);
      TapeHeader header = TapeHeader.decode(encoded);
      TapeCipher cipher = new TapeCipher(key, header.salt(), encoded);
      if (!cipher.isAuthentic(TapeHeader.exactly(file, encoded.length, TapeCipher.TAG_BYTES))) {
        throw new BadRequestException("its header was changed, or it was made under another key");
      }
      if (!header.tape().id().equals(id) || header.role() != role) {
        throw new BadRequestException("it is another's, renamed");
      }
      TapePart part = new TapePart(header.tape(), role, header.createdMillis(), file.size());
      return new OpenTape(node, part, file, encoded.length + TapeCipher.TAG_BYTES, cipher, () -> burnOnce(id, role));
    } catch (BadRequestException e) {
      throw new BadRequestException("Node " + node + " cannot use its part of tape " + id + ": " + e.getMessage()
          + ". Burn it: parley tape burn " + id, e);
    }
  }

  private void burnOnce(UUID id, int role) {
    boolean isFirst = onDisk(() -> {
      checkLedger();
      ledger.create();
      boolean first = ledger.burn(id, role);
      Files.deleteIfExists(file(id, role));
      return first;
    });
    if (!isFirst) {
      throw burnedAlready(id);
    }
  }

  private BadRequestException burnedAlready(UUID id) {
    return new BadRequestException("Tape " + id + " is burned already at node " + node + ". Use another");
  }

  /**
   * Burns all parts of one tape, or of all, that somebody may burn or nobody can use; returns which tapes these were.
   *
   * @param isAllowed whether it is to burn a tape that could be used
   */
  public List<UUID> burn(Optional<UUID> which, Predicate<Tape> isAllowed) {
    return onDisk(() -> {
      List<UUID> burned = new ArrayList<>();
      for (Path file : files()) {
        String name = String.valueOf(file.getFileName());
        Matcher part = PART.matcher(name);
        if (part.matches() && which.map(id -> id.toString().equals(part.group(1))).orElse(true)) {
          UUID id = UUID.fromString(part.group(1));
          int role = Integer.parseInt(part.group(2));
          if (usable(file, id, role).filter(isAllowed.negate()).isPresent()) {
            continue;
          }
          ledger.create();
          if (ledger.burn(id, role) && !burned.contains(id)) {
            burned.add(id);
          }
          Files.deleteIfExists(file);
        } else if (which.isEmpty() && name.endsWith(TEMPORARY) && isAbandoned(file)) {
          Files.deleteIfExists(file);
        }
      }
      return burned;
    });
  }

  /** What a file is, whether burned or not; empty if it cannot be used. */
  private Optional<Tape> usable(Path file, UUID id, int role) throws IOException {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ);
        OpenTape tape = open(in, id, role)) {
      return Optional.of(tape.part().tape());
    } catch (BadRequestException | NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Nobody writes for so long at a part without a pause. */
  private static boolean isAbandoned(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(ABANDONED));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Tapes without a ledger may have been used: whoever removed it has to say that they are not wanted any more. */
  private void checkLedger() throws IOException {
    if (!ledger.exists() && files().stream().anyMatch(f -> PART.matcher(String.valueOf(f.getFileName())).matches())) {
      throw new BadRequestException("The tape store " + directory + " of node " + node + " has tapes but no ledger, so "
          + "they may have been used. Burn them: parley tape burn --all, or remove the .tape files there");
    }
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  private Seed key() throws IOException {
    if (givenKey.isPresent()) {
      return givenKey.get();
    }
    if (keys.isEmpty()) {
      return NodeKey.of(directory);
    }
    Seed known = derived;
    if (known == null) { // slow if the keys have a passphrase
      known = Seed.of(keys.get().secret("parley tapes"));
      derived = known;
    }
    return known;
  }

  private Path file(UUID id, int role) {
    return directory.resolve(id + "-" + role + ".tape");
  }
}
