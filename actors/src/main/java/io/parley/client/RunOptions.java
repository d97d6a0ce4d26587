package io.parley.client;

import io.parley.config.Link;
import io.parley.plan.BadRequestException;
import io.parley.protocols.cost.CompareBy;
import io.parley.protocols.cost.ComparisonChoice;
import io.parley.protocols.spi.Protocols;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * How to run a plan.
 *
 * @param protocol as in {@link io.parley.protocols.spi.Protocols}
 * @param parties how many, 1 to 1000; empty for as many as {@code partyNames} has, or else for all of the cluster
 * @param partyNames which ones, in the order of their indices; empty for the first by name
 * @param timeout of the whole run, 1 ms to 7 days, from when it starts; empty for what the nodes allow
 * @param comparisons how the plan's are made; empty for as the plan says
 * @param progress told of each step, on a thread of Parley's own; must return soon
 * @param queue told of the run's place in the coordinator's queue, 1 for the next to start, before the first step and
 *     whenever it changes; likewise
 * @param ranges what becomes of values that may not fit
 */
public record RunOptions(
    String protocol,
    OptionalInt parties,
    List<String> partyNames,
    RunMode mode,
    Optional<Duration> timeout,
    Optional<ComparisonChoice> comparisons,
    Consumer<Progress> progress,
    IntConsumer queue,
    RangeCheck ranges) {
  /** More than any protocol is meant for. */
  static final int MOST_PARTIES = 1_000;
  private static final Duration SHORTEST = Duration.ofMillis(1);
  /** As a node's own limit, parley.session.timeout, may be. */
  private static final Duration LONGEST = Duration.ofDays(7);

  /**
   * @throws BadRequestException if a number is out of its range
   */
  public RunOptions {
    partyNames = List.copyOf(partyNames);
    parties.ifPresent(RunOptions::checkParties);
    if (!partyNames.isEmpty()) {
      checkParties(partyNames.size());
    }
    timeout.ifPresent(RunOptions::checkTimeout);
  }

  private static void checkParties(int count) {
    if (count < 1 || count > MOST_PARTIES) {
      throw new BadRequestException("A run has 1 to " + MOST_PARTIES + " parties, not " + count
          + ". Ask for as many as the cluster has, or leave it out for all of them");
    }
  }

  private static void checkTimeout(Duration of) {
    if (of.compareTo(SHORTEST) < 0 || of.compareTo(LONGEST) > 0) {
      throw new BadRequestException("A run's timeout is between " + SHORTEST.toMillis() + " ms and " + LONGEST.toDays()
          + " days, not " + of + ". Choose another, or leave it out for what the nodes allow");
    }
  }

  /** The protocol {@link Protocols#DEFAULT} among all parties of the cluster, dealing while they compute. */
  public static RunOptions defaults() {
    return new RunOptions(Protocols.DEFAULT, OptionalInt.empty(), List.of(), RunMode.STREAM, Optional.empty(),
        Optional.empty(), _ -> {}, _ -> {}, RangeCheck.WARN);
  }

  public RunOptions withProtocol(String name) {
    return new RunOptions(name, parties, partyNames, mode, timeout, comparisons, progress, queue, ranges);
  }

  public RunOptions withParties(int count) {
    return new RunOptions(protocol, OptionalInt.of(count), partyNames, mode, timeout, comparisons, progress, queue,
        ranges);
  }

  public RunOptions withParties(List<String> names) {
    return new RunOptions(protocol, parties, names, mode, timeout, comparisons, progress, queue, ranges);
  }

  public RunOptions withMode(RunMode to) {
    return new RunOptions(protocol, parties, partyNames, to, timeout, comparisons, progress, queue, ranges);
  }

  public RunOptions withTimeout(Duration of) {
    return new RunOptions(protocol, parties, partyNames, mode, Optional.of(of), comparisons, progress, queue, ranges);
  }

  /** {@link CompareBy#AUTO} takes the network between roles to be {@link Link#LAN}. */
  public RunOptions withCompare(CompareBy by) {
    return withCompare(by, Link.LAN);
  }

  /** {@link CompareBy#AUTO} takes the network between roles to be like this link. */
  public RunOptions withCompare(CompareBy by, Link link) {
    return new RunOptions(protocol, parties, partyNames, mode, timeout,
        Optional.of(new ComparisonChoice(by, link.latency(), link.bitsPerSecond())), progress, queue, ranges);
  }

  /** Comparisons made as somebody chose already. */
  public RunOptions withComparisons(ComparisonChoice choice) {
    return new RunOptions(protocol, parties, partyNames, mode, timeout, Optional.of(choice), progress,
        queue, ranges);
  }

  public RunOptions withProgress(Consumer<Progress> listener) {
    return new RunOptions(protocol, parties, partyNames, mode, timeout, comparisons, listener, queue, ranges);
  }

  public RunOptions withQueue(IntConsumer listener) {
    return new RunOptions(protocol, parties, partyNames, mode, timeout, comparisons, progress, listener, ranges);
  }

  public RunOptions withRangeCheck(RangeCheck check) {
    return new RunOptions(protocol, parties, partyNames, mode, timeout, comparisons, progress, queue, check);
  }
}
