package io.parley.actors;

import io.parley.client.RunMode;
import io.parley.serialization.Dealing;

/** What the API calls the mode of a run, and the language of jobs its dealing. */
final class Dealings {
  private Dealings() {}

  static Dealing of(RunMode mode) {
    return switch (mode) {
      case STREAM -> Dealing.STREAM;
      case APART -> Dealing.APART;
      case MAKE -> Dealing.MAKE;
      case STORED -> Dealing.STORED;
    };
  }

  static RunMode mode(Dealing dealing) {
    return switch (dealing) {
      case STREAM -> RunMode.STREAM;
      case APART -> RunMode.APART;
      case MAKE -> RunMode.MAKE;
      case STORED -> RunMode.STORED;
    };
  }
}
