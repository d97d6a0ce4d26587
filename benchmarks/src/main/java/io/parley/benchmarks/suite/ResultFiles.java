package io.parley.benchmarks.suite;

import io.parley.cli.failure.FailedException;
import io.parley.plan.BadRequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Result files on disk. */
public final class ResultFiles {
  private static final String ENDING = ".json";

  private ResultFiles() {}

  /** Writes a file in one piece: whoever looks at it meanwhile sees the old one, or none. */
  public static void write(Path file, Results results) {
    Path draft = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.writeString(draft, ResultJson.write(results));
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new FailedException("cannot write " + file + " (" + e + "); name another file with --json", e);
    }
  }

  /**
   * The results of a file, or of all files of a directory whose names end in .json.
   *
   * @throws BadRequestException if there is none, or one cannot be read
   */
  public static List<Results> read(Path fileOrDirectory) {
    if (!Files.exists(fileOrDirectory)) {
      throw new BadRequestException("There is no file " + fileOrDirectory + ". Name one that 'parley bench' wrote with "
          + "--json, or a directory of such files");
    }
    List<Path> files = Files.isDirectory(fileOrDirectory) ? list(fileOrDirectory) : List.of(fileOrDirectory);
    if (files.isEmpty()) {
      throw new BadRequestException("There are no result files (*.json) in " + fileOrDirectory
          + ". Write some: parley bench suite " + fileOrDirectory);
    }
    return files.stream().map(ResultFiles::readOne).toList();
  }

  private static List<Path> list(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(f -> f.getFileName().toString().endsWith(ENDING)).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new BadRequestException("Cannot list " + directory + " (" + e + "). Name a directory that is readable", e);
    }
  }

  private static Results readOne(Path file) {
    try {
      return ResultJson.read(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new BadRequestException("Cannot read " + file + " (" + e.getClass().getSimpleName()
          + "). Name a file that 'parley bench' wrote with --json", e);
    }
  }
}
