package io.parley.cli;

import io.parley.cli.data.OutputArray;
import io.parley.cli.failure.FailedException;
import io.parley.plan.BadRequestException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where the user wants outputs: a directory, with a file for each, or one file. */
record OutputTarget(Path path, Kind kind) {
  /** What is written. */
  enum Kind {
    DIRECTORY, NPY, CSV, NPZ
  }

  /** Writes a file's content. */
  private interface Content {
    void write(OutputStream to) throws IOException;
  }

  /**
   * @throws BadRequestException if the file's ending is none of those known
   */
  static OutputTarget of(String text) {
    Path path = Path.of(text);
    String lower = text.toLowerCase(Locale.ROOT);
    Optional<Kind> byEnding = List.of(Kind.NPY, Kind.CSV, Kind.NPZ).stream()
        .filter(k -> lower.endsWith("." + k.name().toLowerCase(Locale.ROOT))).findFirst();
    if (text.endsWith("/") || Files.isDirectory(path)) {
      return new OutputTarget(path, Kind.DIRECTORY);
    }
    if (byEnding.isEmpty() && (Files.exists(path) || lower.matches(".*\\.[a-z0-9]{1,5}"))) {
      throw new BadRequestException("--output " + text + " is no directory, and ends in none of .npy, .csv and .npz. "
          + "Name a directory, or such a file");
    }
    return new OutputTarget(path, byEnding.orElse(Kind.DIRECTORY));
  }

  /**
   * Better refused now than after the run. Leaves nothing behind.
   *
   * @param outputs of shapes that do not matter
   * @throws BadRequestException if they cannot be written there
   */
  void check(List<OutputArray> outputs) {
    if ((kind == Kind.NPY || kind == Kind.CSV) && outputs.size() != 1) {
      throw new BadRequestException("--output " + path + " takes one output, but the model gives "
          + String.join(", ", outputs.stream().map(OutputArray::name).toList())
          + ". Name a directory, or a file that ends in .npz");
    }
    if (outputs.stream().map(OutputArray::fileName).distinct().count() < outputs.size()) {
      throw new BadRequestException("Several outputs would have the same file name: "
          + String.join(", ", outputs.stream().map(OutputArray::name).toList()) + ". Rename them in the model");
    }
    for (Path file : contents(outputs).keySet()) {
      if (Files.isDirectory(file) || (Files.exists(file) && !Files.isWritable(file))) {
        throw cannotWrite(file, Files.isDirectory(file) ? "it is a directory" : "it is not writable");
      }
      tryDirectoryOf(file.toAbsolutePath());
    }
  }

  private void tryDirectoryOf(Path file) {
    Path directory = file.getParent();
    while (directory != null && kind == Kind.DIRECTORY && Files.notExists(directory)) {
      directory = directory.getParent();
    }
    Path draft = draft(directory == null ? file : directory.resolve(String.valueOf(file.getFileName())));
    try {
      Files.newOutputStream(draft, StandardOpenOption.CREATE_NEW).close();
      Files.delete(draft);
    } catch (IOException e) {
      throw cannotWrite(path, e.getClass().getSimpleName());
    }
  }

  private static BadRequestException cannotWrite(Path file, String why) {
    return new BadRequestException("Cannot write " + file + " (" + why
        + "). Name a place that exists and is writable with --output");
  }

  /**
   * Writes all outputs, each file in one piece: whoever looks at it meanwhile sees the old one, or none. Other files stay.
   *
   * @return the files
   * @throws FailedException if that does not go
   */
  Collection<Path> write(List<OutputArray> outputs) {
    Map<Path, Content> contents = contents(outputs);
    try {
      if (kind == Kind.DIRECTORY) {
        Files.createDirectories(path);
      }
      for (Map.Entry<Path, Content> file : contents.entrySet()) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft(file.getKey())))) {
          file.getValue().write(out);
        }
      }
      for (Path file : contents.keySet()) {
        Files.move(draft(file), file, StandardCopyOption.REPLACE_EXISTING);
      }
      return contents.keySet();
    } catch (IOException e) {
      contents.keySet().forEach(file -> delete(draft(file)));
      throw new FailedException("cannot write " + path + " (" + e + "); make room there, or name another --output", e);
    }
  }

  private Map<Path, Content> contents(List<OutputArray> outputs) {
    Map<Path, Content> contents = new LinkedHashMap<>();
    switch (kind) {
      case DIRECTORY -> outputs.forEach(o -> contents.put(path.resolve(o.fileName() + ".npy"), o::writeNpy));
      case NPY -> contents.put(path, outputs.getFirst()::writeNpy);
      case CSV -> contents.put(path, outputs.getFirst()::writeCsv);
      case NPZ -> contents.put(path, to -> OutputArray.writeNpz(to, outputs));
    }
    return contents;
  }

  /** In the same directory, so that it can be moved, and of this process alone. */
  private static Path draft(Path file) {
    return file.resolveSibling("." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
  }

  private static void delete(Path draft) {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      // A draft that stays behind harms nobody.
    }
  }
}
