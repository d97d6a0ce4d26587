package io.parley.cli;

import io.parley.config.Link;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Makes the lanes as slow as a network; see {@link Link}. */
public final class LinkOption {
  @Option(names = "--link", paramLabel = "LINK",
      description = "Makes the lanes between roles as slow as a network: lan (0.25 ms each way, 1000 Mbit/s), "
          + "wan (20 ms each way, 100 Mbit/s), or such as latency=5ms,bandwidth=100Mbit. Default: loopback, which adds "
          + "nothing.")
  private Optional<String> text = Optional.empty();

  /** What the user chose. */
  public Optional<Link> chosen() {
    return text.map(t -> Link.parse("--link", t));
  }

  public Link link() {
    return chosen().orElse(Link.LOOPBACK);
  }
}
