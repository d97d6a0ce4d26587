package io.parley.cli;

import io.parley.client.Parley;
import io.parley.config.HostPort;
import io.parley.plan.BadRequestException;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Which running cluster a command is about. */
final class ClusterOption {
  private static final Duration POLL = Duration.ofMillis(200);

  @Option(names = "--cluster", required = true, paramLabel = "HOST:PORT", description = "One of the cluster's nodes.")
  private String address;

  /** Of an address that another option gives. */
  static ClusterOption at(String address) {
    ClusterOption cluster = new ClusterOption();
    cluster.address = address;
    return cluster;
  }

  /**
   * @throws BadRequestException if the user gave no address
   */
  void check() {
    HostPort.parse(address);
  }

  /** Joins it as a client; waits for nodes that are still starting. */
  Parley connect(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        return Parley.connect(address);
      } catch (BadRequestException e) {
        if (System.nanoTime() >= end) {
          throw e;
        }
        Thread.sleep(POLL);
      }
    }
  }

  @Override
  public String toString() {
    return address;
  }
}
