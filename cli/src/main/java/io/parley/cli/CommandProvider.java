package io.parley.cli;

import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * A subcommand of {@code parley} from a module that the command line does not know: implementations on the class path are
 * found through {@link ServiceLoader}.
 */
public interface CommandProvider {
  /** A new object with picocli's {@code Command} on its class. */
  Object command();

  /** All on the class path. */
  static Stream<Object> commands() {
    return ServiceLoader.load(CommandProvider.class).stream().map(p -> p.get().command());
  }
}
