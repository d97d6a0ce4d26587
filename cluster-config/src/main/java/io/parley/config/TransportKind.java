package io.parley.config;

import java.util.Locale;

/** Which way the lanes between roles take. */
public enum TransportKind {
  /** A connection of their own for each pair of roles. */
  TCP,
  /** Through the port of the control plane. */
  ARTERY,
  /** By reference, within one JVM. */
  MEMORY;

  /** As users write it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
