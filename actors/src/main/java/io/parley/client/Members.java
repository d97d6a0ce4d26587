package io.parley.client;

import java.util.List;
import java.util.Map;

/**
 * Who can take part in a run at present, by node name, in the order in which they are chosen.
 *
 * @param heapBytes the largest heap that each node's JVM may have
 */
public record Members(List<String> parties, List<String> providers, Map<String, Long> heapBytes) {
  public Members {
    heapBytes = Map.copyOf(heapBytes);
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
