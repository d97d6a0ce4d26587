package io.parley.cli;

import io.parley.plan.BadRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that the user names for results. */
public final class OutputFile {
  private OutputFile() {}

  /** Better refused now than after the run. Leaves nothing behind. */
  public static void checkWritable(Path file) {
    boolean isNew = Files.notExists(file);
    try {
      Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
      if (isNew) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new BadRequestException("Cannot write " + file + " (" + e.getClass().getSimpleName()
          + "). Name a file in a directory that exists and is writable with --json", e);
    }
  }
}
