package io.parley.config;

import io.parley.crypto.Seed;
import io.parley.identity.KeyDirectory;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * Where a node keeps the tapes that are made beforehand; {@code parley.tape} in {@code reference.conf}.
 *
 * @param directory of this node alone
 * @param key that they are encrypted under, if it was given
 * @param keys where one is derived if none was given; empty for one in a file of the directory
 */
public record TapeSettings(Path directory, Optional<Seed> key, Optional<KeyDirectory> keys) {
  private static final int KEY_DIGITS = 2 * Seed.BYTES;

  static TapeSettings read(Keys keys, String node, Set<NodeRole> roles, Optional<KeyDirectory> identity) {
    String directory = keys.text("directory");
    // A client that joins for one run has a name of its own each time.
    String owner = roles.equals(Set.of(NodeRole.CLIENT)) ? NodeRole.CLIENT.key() : node;
    return new TapeSettings(directory.isBlank()
        ? Path.of(System.getProperty("user.home"), ".parley", owner, "tapes")
        : Path.of(directory), key(keys), identity);
  }

  private static Optional<Seed> key(Keys keys) {
    String hex = keys.secret("key", "PARLEY_TAPE_KEY");
    if (hex.isBlank()) {
      return Optional.empty();
    }
    if (hex.length() != KEY_DIGITS || !hex.chars().allMatch(HexFormat::isHexDigit)) {
      throw keys.bad("key", "…", KEY_DIGITS + " hex digits, such as 'openssl rand -hex 32' gives");
    }
    return Optional.of(Seed.of(HexFormat.of().parseHex(hex)));
  }
}
