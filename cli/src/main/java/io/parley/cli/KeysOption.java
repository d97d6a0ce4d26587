package io.parley.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whose keys a node or a client uses. */
final class KeysOption {
  /** Where keys are, as {@code reference.conf} reads it too. */
  static final String VARIABLE = "PARLEY_KEYS";

  @Option(names = "--keys", paramLabel = "DIR",
      description = "Its keys, as 'parley keys' makes them; also from the environment variable PARLEY_KEYS.")
  private Optional<Path> directory = Optional.empty();

  /** What they are as settings. */
  Map<String, String> settings() {
    return directory.map(path -> Map.of("parley.identity.directory", path.toString())).orElse(Map.of());
  }
}
