package io.parley.actors.tape;

import io.parley.identity.Disk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which jobs this node's roles have taken part in, until they expire: what a client asked for once is done once, also after
 * a restart. A directory with a file for each, as {@link TapeLedger} has it.
 */
public final class RequestLedger {
  private static final long SWEPT_MILLIS = 3_600_000;

  private final Path directory;
  private final AtomicLong sweptMillis = new AtomicLong();

  public RequestLedger(Path directory) {
    this.directory = directory;
  }

  /**
   * Notes that a role takes part. Returns once that is durable.
   *
   * @param job the id of the job
   * @param resumption 0 for the first attempt at it, then how often it was taken up again
   * @param expiresMillis when nobody begins with it any more, in milliseconds since 1970
   * @return false if it has taken part before
   * @throws IOException if it cannot be noted, and must not take part
   */
  public boolean enter(String job, int role, int resumption, long expiresMillis) throws IOException {
    Disk.createDirectories(directory);
    long now = System.currentTimeMillis();
    long before = sweptMillis.get();
    if (now - before > SWEPT_MILLIS && sweptMillis.compareAndSet(before, now)) {
      sweep(now);
    }
    try (
        FileChannel entry = Disk.create(directory.resolve(expiresMillis + "-" + job + "-" + role + "-" + resumption))) {
      entry.force(true);
    } catch (FileAlreadyExistsException e) {
      return false;
    }
    Disk.sync(directory);
    return true;
  }

  /** Whoever shows an expired job is refused for that. */
  private void sweep(long now) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (name.matches("\\d{1,18}-.*") && Long.parseLong(name.substring(0, name.indexOf('-'))) < now) {
          Files.deleteIfExists(entry);
        }
      }
    }
  }
}
