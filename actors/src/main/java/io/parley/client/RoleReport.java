package io.parley.client;

import io.parley.protocols.engine.Usage;

/**
 * What one role spent on a run.
 *
 * @param role "party 0", "provider" or "client"
 * @param node the name of the node that played it
 * @param offlineSeconds of dealing or receiving the tape ahead of the run; 0 in {@link RunMode#STREAM}
 * @param onlineSeconds of the run itself; of the provider in {@link RunMode#STREAM}: of dealing
 * @param peakRssBytes the largest memory that the node's process ever occupied; 0 where the system does not tell
 */
public record RoleReport(
    String role,
    String node,
    double offlineSeconds,
    double onlineSeconds,
    long peakRssBytes,
    Usage usage) {
  public int rounds() {
    return usage.rounds();
  }

  public long bytesSent() {
    return usage.totalSent();
  }

  public long bytesReceived() {
    return usage.totalReceived();
  }
}
