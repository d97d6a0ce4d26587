package io.parley.actors.tape;

import io.parley.crypto.RawAccess;
import io.parley.crypto.Seed;
import io.parley.identity.Disk;
import io.parley.identity.Permissions;
import io.parley.plan.BadRequestException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.UUID;

/** A node's key for its tapes, in a file of 32 bytes that its owner alone may read. */
final class NodeKey {
  private NodeKey() {}

  /**
   * Reads the key, or makes one. Of several processes that make it at once, all get the same.
   *
   * @throws BadRequestException if the file is not as it must be
   */
  static Seed of(Path directory) throws IOException {
    Path file = directory.resolve("key");
    if (Files.notExists(file)) {
      make(directory, file);
    }
    if (Permissions.isOpenToOthers(file)) {
      throw new BadRequestException("The key " + file + " can be read by others than its owner. Run: chmod 600 " + file
          + "; then burn the tapes, if anybody may have read it");
    }
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length != Seed.BYTES) {
      throw new BadRequestException("The key " + file + " has " + bytes.length + " bytes, not " + Seed.BYTES
          + ". Put the right one back, or remove it, and burn the tapes");
    }
    return Seed.of(bytes);
  }

  /** A link to a whole file appears at once or not at all. */
  private static void make(Path directory, Path file) throws IOException {
    Path whole = directory.resolve("key." + UUID.randomUUID());
    try {
      try (FileChannel out = Disk.create(whole)) {
        out.write(ByteBuffer.wrap(Seed.random(new SecureRandom()).bytes(RawAccess.grant())));
        out.force(true);
      }
      Files.createLink(file, whole);
    } catch (FileAlreadyExistsException e) {
      // Another process was first.
    } finally {
      Files.deleteIfExists(whole);
    }
    Disk.sync(directory);
  }
}
