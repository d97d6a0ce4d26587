package io.parley.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** Where one command keeps the details of its run. The file exists once something was logged. */
record LogFile(Optional<Path> path) {
  static LogFile none() {
    return new LogFile(Optional.empty());
  }

  /** A file of an unguessable name in the directory for temporary files. */
  static LogFile fresh() {
    return new LogFile(
        Optional.of(Path.of(System.getProperty("java.io.tmpdir"), "parley-" + UUID.randomUUID() + ".log")));
  }

  void delete() {
    path.ifPresent(file -> {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // A log that stays behind harms nobody.
      }
    });
  }
}
