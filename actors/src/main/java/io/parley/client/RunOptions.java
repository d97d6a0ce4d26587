package io.parley.client;

import io.parley.config.Link;
import io.parley.protocols.cost.CompareBy;
import io.parley.protocols.cost.ComparisonChoice;
import io.parley.protocols.spi.Protocols;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * How to run a plan.
 *
 * @param protocol as in {@link io.parley.protocols.spi.Protocols}
 * @param parties how many; empty for as many as {@code partyNames} has, or else for all of the cluster
 * @param partyNames which ones, in the order of their indices; empty for the first by name
 * @param timeout of the whole run; empty for what the nodes allow
 * @param comparisons how the plan's are made; empty for as the plan says
 * @param progress told of each step, on a thread of Parley's own; must return soon
 */
public record RunOptions(
    String protocol,
    OptionalInt parties,
    List<String> partyNames,
    RunMode mode,
    Optional<Duration> timeout,
    Optional<ComparisonChoice> comparisons,
    Consumer<Progress> progress) {
  public RunOptions {
    partyNames = List.copyOf(partyNames);
  }

  /** The protocol {@link Protocols#DEFAULT} among all parties of the cluster, dealing while they compute. */
  public static RunOptions defaults() {
    return new RunOptions(Protocols.DEFAULT, OptionalInt.empty(), List.of(), RunMode.STREAM, Optional.empty(),
        Optional.empty(),
        _ -> {});
  }

  public RunOptions withProtocol(String name) {
    return new RunOptions(name, parties, partyNames, mode, timeout, comparisons, progress);
  }

  public RunOptions withParties(int count) {
    return new RunOptions(protocol, OptionalInt.of(count), partyNames, mode, timeout, comparisons, progress);
  }

  public RunOptions withParties(List<String> names) {
    return new RunOptions(protocol, parties, names, mode, timeout, comparisons, progress);
  }

  public RunOptions withMode(RunMode to) {
    return new RunOptions(protocol, parties, partyNames, to, timeout, comparisons, progress);
  }

  public RunOptions withTimeout(Duration of) {
    return new RunOptions(protocol, parties, partyNames, mode, Optional.of(of), comparisons, progress);
  }

  /** {@link CompareBy#AUTO} takes the network between roles to be {@link Link#LAN}. */
  public RunOptions withCompare(CompareBy by) {
    return withCompare(by, Link.LAN);
  }

  /** {@link CompareBy#AUTO} takes the network between roles to be like this link. */
  public RunOptions withCompare(CompareBy by, Link link) {
    return new RunOptions(protocol, parties, partyNames, mode, timeout,
        Optional.of(new ComparisonChoice(by, link.latency(), link.bitsPerSecond())), progress);
  }

  /** Comparisons made as somebody chose already. */
  public RunOptions withComparisons(ComparisonChoice choice) {
    return new RunOptions(protocol, parties, partyNames, mode, timeout, Optional.of(choice), progress);
  }

  public RunOptions withProgress(Consumer<Progress> listener) {
    return new RunOptions(protocol, parties, partyNames, mode, timeout, comparisons, listener);
  }
}
