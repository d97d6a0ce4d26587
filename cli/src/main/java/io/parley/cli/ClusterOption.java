package io.parley.cli;

import io.parley.client.Parley;
import io.parley.config.HostPort;
import io.parley.plan.BadRequestException;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which running cluster a command is about. */
final class ClusterOption {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LONGEST_TRY = Duration.ofSeconds(10);
  private static final Duration SHORTEST_TRY = Duration.ofSeconds(1);
  /** For a client to end that found no cluster. */
  private static final Duration GOODBYE = Duration.ofSeconds(5);

  @Option(names = "--cluster", required = true, paramLabel = "HOST:PORT", description = "One of the cluster's nodes.")
  private String address;

  @Mixin
  private KeysOption keys = new KeysOption();

  /** Of an address that another option gives. */
  static ClusterOption at(String address, KeysOption keys) {
    ClusterOption cluster = new ClusterOption();
    cluster.address = address;
    cluster.keys = keys;
    return cluster;
  }

  /**
   * @throws BadRequestException if the user gave no address
   */
  void check() {
    HostPort.parse(address);
  }

  /** Joins it as a client; tries again for so long, since nodes may still be starting. */
  Parley connect(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.minus(GOODBYE).toNanos();
    Optional<Duration> once = Optional.empty();
    while (true) {
      try {
        return Parley.connect(address, once, keys.settings());
      } catch (BadRequestException e) {
        Thread.sleep(POLL);
        Duration left = Duration.ofNanos(end - System.nanoTime());
        if (left.compareTo(SHORTEST_TRY) < 0) {
          throw e;
        }
        once = left.compareTo(LONGEST_TRY) < 0 ? Optional.of(left) : Optional.empty();
      }
    }
  }

  @Override
  public String toString() {
    return address;
  }
}
