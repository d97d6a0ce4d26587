package io.parley.identity;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Files that only their owner may read, and that are there after a power failure. */
public final class Disk {
  private Disk() {}

  /** Makes a directory, with those above it, for its owner alone; leaves one that is there as it is. */
  public static void createDirectories(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Path parent = directory.toAbsolutePath().getParent();
      if (parent != null) {
        createDirectories(parent);
      }
      Files.createDirectories(directory, Permissions.OWNERS_DIRECTORY.of(directory));
      if (parent != null) {
        sync(parent);
      }
    }
  }

  /**
   * Opens a new file to write.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is one of that name
   */
  public static FileChannel create(Path file) throws IOException {
    Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return FileChannel.open(file, options, Permissions.OWNERS_FILE.of(file));
  }

  /** Waits until the directory's entries are on the disk. */
  public static void sync(Path directory) throws IOException {
    if (Permissions.isPosix(directory)) {
      try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
        entries.force(true);
      }
    }
  }
}
