package io.parley.cli;

import io.parley.config.Link;
import io.parley.protocols.Compare;
import io.parley.protocols.Comparisons;
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
  Optional<Comparisons> over(Link link) {
    return over(link.latency(), link.bitsPerSecond());
  }

  Optional<Comparisons> over(Duration latency, long bitsPerSecond) {
    return text.map(t -> new Comparisons(Compare.parse("--compare", t), latency, bitsPerSecond));
  }
}
