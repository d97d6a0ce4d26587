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
  STORED;

  /** Whether the run makes a tape, or uses one up. */
  public boolean isOfTape() {
    return switch (this) {
      case STREAM, APART -> false;
      case MAKE, STORED -> true;
    };
  }
}
