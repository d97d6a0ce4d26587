package io.parley.client;

import java.util.List;
import java.util.UUID;

/**
 * What a run cost.
 *
 * @param session its id, as in the nodes' logs
 * @param offlineSeconds of the slowest role's offline phase; in {@link RunMode#STREAM}, where the phases overlap, the
 *     provider's time of dealing
 * @param onlineSeconds from the first share of an input to the last output
 * @param totalSeconds from the client's call to its return, the plan's way to the roles included
 * @param roles the parties in order, then the provider if there was one, then the client
 */
public record RunReport(
    UUID session,
    String protocol,
    RunMode mode,
    double offlineSeconds,
    double onlineSeconds,
    double totalSeconds,
    List<RoleReport> roles) {
  public RunReport {
    roles = List.copyOf(roles);
  }

  /** Of the party that got its inputs last: the plan alone, without the ways of inputs and outputs. */
  public double computeSeconds() {
    return parties().stream().mapToLong(r -> r.usage().computeNanos()).min().orElse(0) / 1e9;
  }

  public List<RoleReport> parties() {
    return roles.stream().filter(r -> r.role().startsWith("party")).toList();
  }
}
