package io.parley.config;

import java.util.Locale;

/** What a node does in the cluster. One node may do several. */
public enum NodeRole {
  /** Computes on shares. */
  PARTY,
  /** Deals tapes, and sees no share. */
  PROVIDER,
  /** Drives runs, and sees neither shares nor tapes. */
  COORDINATOR,
  /** Owns inputs and receives outputs. */
  CLIENT;

  /** As users write it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
