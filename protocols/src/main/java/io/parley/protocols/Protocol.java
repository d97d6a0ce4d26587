package io.parley.protocols;

import java.util.Optional;

/** A protocol family. Implementations are found through {@link java.util.ServiceLoader}. */
public interface Protocol {
  /** As users write it, in lower case. */
  String name();

  /** Why so many parties cannot run it, in one line with the remedy; empty if they can. */
  Optional<String> refuses(int parties);

  /** Whether a provider deals a tape. */
  boolean needsProvider();
}
