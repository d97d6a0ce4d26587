package io.parley.protocols.engine;

import io.parley.protocols.spi.Roles;
import java.util.List;

/**
 * What one role measured in one session. Bytes are those of payloads, without frame headers.
 *
 * @param rounds the longest chain of sequential messages among the parties
 * @param bytesSent to each role, by index
 * @param bytesReceived from each role, by index
 * @param messagesSent to each role, by index
 * @param nodes by node id
 * @param computeNanos a party's time from its last input share until its outputs leave, checks included
 */
public record Usage(
    int rounds,
    List<Long> bytesSent,
    List<Long> bytesReceived,
    List<Long> messagesSent,
    List<NodeUsage> nodes,
    long computeNanos) {
  /**
   * One node's part.
   *
   * @param rounds sequential messages within the node, the opening of its value included
   * @param bytesSent to all parties, or by the provider to all parties
   */
  public record NodeUsage(int node, int rounds, long bytesSent) {}

  public Usage {
    bytesSent = List.copyOf(bytesSent);
    bytesReceived = List.copyOf(bytesReceived);
    messagesSent = List.copyOf(messagesSent);
    nodes = List.copyOf(nodes);
  }

  /** Of a role that did nothing. */
  public static Usage none(Roles roles) {
    return new Meter(roles, 0).usage();
  }

  public long totalSent() {
    return bytesSent.stream().mapToLong(Long::longValue).sum();
  }

  public long totalReceived() {
    return bytesReceived.stream().mapToLong(Long::longValue).sum();
  }
}
