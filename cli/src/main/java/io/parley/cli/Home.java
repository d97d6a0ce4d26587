package io.parley.cli;

import io.parley.cli.failure.FailedException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directory of the project, with the models and test data that ship with it. */
final class Home {
  static final String PROPERTY = "parley.home";

  private Home() {}

  /** A file that ships with Parley, by its path in the project. */
  static Path file(String path) {
    Path file = Path.of(System.getProperty(PROPERTY, "")).resolve(path).toAbsolutePath();
    if (!Files.isReadable(file)) {
      throw new FailedException(file + ", which ships with Parley, is missing. Start Parley by its launcher ./parley, "
          + "in a complete copy of the project");
    }
    return file;
  }
}
