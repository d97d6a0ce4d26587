package io.parley.actors.tape;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only their owner may read, and that are there after a power failure. */
final class Disk {
  private static final String POSIX = "posix";
  private static final FileAttribute<?>[] NONE = {};

  private Disk() {}

  /** Makes a directory, with those above it, for its owner alone; leaves one that is there as it is. */
  static void createDirectories(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Path parent = directory.toAbsolutePath().getParent();
      if (parent != null) {
        createDirectories(parent);
      }
      Files.createDirectories(directory, attributes(directory, "rwx------"));
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
  static FileChannel create(Path file) throws IOException {
    Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return FileChannel.open(file, options, attributes(file, "rw-------"));
  }

  /** Waits until the directory's entries are on the disk. */
  static void sync(Path directory) throws IOException {
    if (isPosix(directory)) {
      try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
        entries.force(true);
      }
    }
  }

  /** Whether anybody but the owner may read or write the file. */
  static boolean isOpenToOthers(Path file) throws IOException {
    return isPosix(file) && Files.getPosixFilePermissions(file).stream()
        .anyMatch(p -> p != PosixFilePermission.OWNER_READ && p != PosixFilePermission.OWNER_WRITE
            && p != PosixFilePermission.OWNER_EXECUTE);
  }

  private static FileAttribute<?>[] attributes(Path file, String permissions) {
    return isPosix(file)
        ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
        : NONE;
  }

  private static boolean isPosix(Path file) {
    FileSystem system = file.getFileSystem();
    return system.supportedFileAttributeViews().contains(POSIX);
  }
}
