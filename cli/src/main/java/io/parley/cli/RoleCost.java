package io.parley.cli;

import io.parley.client.RoleReport;

/**
 * What one role spent on some runs.
 *
 * @param name "party 0", "provider" or "client"
 * @param rounds of all runs together
 */
record RoleCost(String name, String node, long rounds, long bytesSent, long bytesReceived, long peakRssBytes) {
  static RoleCost of(RoleReport role) {
    return new RoleCost(role.role(), role.node(), role.rounds(), role.bytesSent(), role.bytesReceived(),
        role.peakRssBytes());
  }

  RoleCost plus(RoleCost other) {
    return new RoleCost(name, node, rounds + other.rounds, bytesSent + other.bytesSent,
        bytesReceived + other.bytesReceived, Math.max(peakRssBytes, other.peakRssBytes));
  }

  double peakRssMb() {
    return peakRssBytes / (double) (1 << 20);
  }
}
