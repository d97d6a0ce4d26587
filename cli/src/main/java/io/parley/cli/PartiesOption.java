package io.parley.cli;

import io.parley.client.Members;
import io.parley.client.Parley;
import io.parley.protocols.cost.ComparisonChoice;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How many parties of a running cluster take part. */
final class PartiesOption {
  @Option(names = "--parties", paramLabel = "N",
      description = "How many parties. Default: all of the cluster, or as few as the protocol needs.")
  private Optional<Integer> chosen = Optional.empty();

  /** As the user wrote it. */
  Optional<Integer> chosen() {
    return chosen;
  }

  /** As {@link #check(Protocol, int, Optional)}, as far as it can be told without the cluster. */
  void check(Protocol protocol, Optional<ComparisonChoice> comparisons) {
    chosen.ifPresent(n -> check(protocol, n, comparisons));
  }

  /**
   * @throws io.parley.plan.BadRequestException if so many parties cannot run the protocol, or not compare as is asked for
   */
  static void check(Protocol protocol, int parties, Optional<ComparisonChoice> comparisons) {
    Protocols.checkParties(protocol, parties);
    comparisons.ifPresent(c -> ComparisonChoice.check(protocol, parties, c.by()));
  }

  /** Waits for them, and checks that they can do what is asked for. */
  int await(Parley parley, Protocol protocol, Optional<ComparisonChoice> comparisons, boolean withProvider,
      Duration patience) throws InterruptedException {
    Members members = parley.awaitMembers(chosen.orElseGet(() -> Protocols.fewestParties(protocol)), withProvider,
        patience);
    int parties = chosen.orElseGet(() -> fitting(protocol, members.parties().size()));
    check(protocol, parties, comparisons);
    return parties;
  }

  /** All, or the fewest if the protocol refuses so many. */
  private static int fitting(Protocol protocol, int present) {
    return protocol.refuses(present).isEmpty() ? present : Math.min(present, Protocols.fewestParties(protocol));
  }
}
