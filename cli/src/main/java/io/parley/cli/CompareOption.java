package io.parley.cli;

import io.parley.config.Link;
import io.parley.protocols.cost.CompareBy;
import io.parley.protocols.cost.ComparisonChoice;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How comparisons are made, where the protocol leaves a choice. */
final class CompareOption {
  @Option(names = "--compare", paramLabel = "WAY",
      description = "How 'masked' compares: by tree (little tape), by fss (one round, much tape; 2 parties), or auto: "
          + "op by op, what takes less time over the link, which is that of a LAN where no option names one. "
          + "Default: as the protocol does by itself, which is by tree.")
  private Optional<String> text = Optional.empty();

  /**
   * What the user chose.
   *
   * @param link that it is to be fast on
   */
  Optional<ComparisonChoice> over(Link link) {
    return over(link.latency(), link.bitsPerSecond());
  }

  Optional<ComparisonChoice> over(Duration latency, long bitsPerSecond) {
    return text.map(t -> new ComparisonChoice(CompareBy.parse("--compare", t), latency, bitsPerSecond));
  }
}
