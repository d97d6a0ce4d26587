package io.parley.actors.tape;

import io.parley.identity.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

/**
 * Which parts of tapes are burned: a directory with a file for each, named after it. Making a file that must not exist is
 * atomic between threads and processes, so of several that burn a part one succeeds. Entries are never taken back.
 */
final class TapeLedger {
  /** Waits until a directory's entries are on the disk. */
  interface Sync {
    void run(Path directory) throws IOException;
  }

  private final Path directory;
  private final Sync sync;

  TapeLedger(Path directory, Sync sync) {
    this.directory = directory;
    this.sync = sync;
  }

  boolean exists() {
    return Files.isDirectory(directory);
  }

  void create() throws IOException {
    Disk.createDirectories(directory);
  }

  boolean isBurned(UUID tape, int role) {
    return Files.exists(entry(tape, role));
  }

  /** Returns once the entry is durable; false if there was one before. */
  boolean burn(UUID tape, int role) throws IOException {
    try (FileChannel entry = Disk.create(entry(tape, role))) {
      entry.write(ByteBuffer.wrap((Instant.now() + "\n").getBytes(StandardCharsets.US_ASCII)));
      entry.force(true);
    } catch (FileAlreadyExistsException e) {
      return false;
    }
    sync.run(directory);
    return true;
  }

  private Path entry(UUID tape, int role) {
    return directory.resolve(tape + "-" + role);
  }
}
