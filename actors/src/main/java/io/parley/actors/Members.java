package io.parley.actors;

import io.parley.serialization.ControlMessage;
import java.util.List;

/** Who can take part in a run at present, by node name, in the order in which they are chosen. */
public record Members(List<String> parties, List<String> providers) implements ControlMessage {
  public Members {
    parties = List.copyOf(parties);
    providers = List.copyOf(providers);
  }

  /** "parties a, b and no provider". */
  @Override
  public String toString() {
    return named(parties, "party", "parties") + " and " + named(providers, "provider", "providers");
  }

  private static String named(List<String> names, String one, String many) {
    return switch (names.size()) {
      case 0 -> "no " + one;
      case 1 -> one + " " + names.getFirst();
      default -> many + " " + String.join(", ", names);
    };
  }
}
