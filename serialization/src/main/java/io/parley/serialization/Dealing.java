package io.parley.serialization;

/** When the provider deals the tape of a run. */
public enum Dealing {
  /** While the parties compute. */
  STREAM,
  /** Before the first input is shared. */
  APART,
  /** For a later run, and nothing else is done. */
  MAKE,
  /** Beforehand. */
  STORED
}
