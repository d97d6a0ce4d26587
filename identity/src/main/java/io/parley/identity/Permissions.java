package io.parley.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;

/** Who may read and write files, where the file system knows (POSIX); elsewhere its own rules hold. */
public enum Permissions {
  /** A file for its owner alone. */
  OWNERS_FILE("rw-------"),
  /** A directory for its owner alone. */
  OWNERS_DIRECTORY("rwx------"),
  /** A file that everybody may read. */
  PUBLIC_FILE("rw-r--r--");

  private final String text;

  Permissions(String text) {
    this.text = text;
  }

  /** For a file or a directory that is about to be made. */
  public FileAttribute<?>[] of(Path file) {
    return isPosix(file)
        ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))}
        : new FileAttribute<?>[0];
  }

  /** Whether anybody but the owner may read or write the file. */
  public static boolean isOpenToOthers(Path file) throws IOException {
    return isPosix(file) && Files.getPosixFilePermissions(file).stream()
        .anyMatch(p -> p != PosixFilePermission.OWNER_READ && p != PosixFilePermission.OWNER_WRITE
            && p != PosixFilePermission.OWNER_EXECUTE);
  }

  /** Whether a file system knows owners. */
  public static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
