package io.parley.client;

import io.parley.config.Link;
import io.parley.plan.BadRequestException;
import io.parley.protocols.cost.CompareBy;
import io.parley.protocols.cost.ComparisonChoice;
import io.parley.protocols.spi.Protocols;
import io.parley.serialization.ContractCodec;
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
 * @param resumptions how often the run may be taken up again after a role was lost, 0 to 100; it then begins again with the
 *     step of its job that was not done, with fresh randomness, when those who took part are back, or another provider in
 *     the provider's place
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
    RangeCheck ranges,
    int resumptions) {
  /** More than any protocol is meant for. */
  static final int MOST_PARTIES = 1_000;
  private static final int MOST_RESUMPTIONS = ContractCodec.MOST_RESUMPTIONS;
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
    checkResumptions(resumptions, mode);
  }

  private static void checkParties(int count) {
    if (count < 1 || count > MOST_PARTIES) {
      throw new BadRequestException("A run has 1 to " + MOST_PARTIES + " parties, not " + count
          + ". Ask for as many as the cluster has, or leave it out for all of them");
    }
  }

  private static void checkResumptions(int count, RunMode mode) {
    if (count < 0 || count > MOST_RESUMPTIONS) {
      throw new BadRequestException("A run is taken up again 0 to " + MOST_RESUMPTIONS + " times, not " + count);
    }
    if (count > 0 && (mode == RunMode.MAKE || mode == RunMode.STORED)) {
      throw new BadRequestException(
          "A run that makes or uses a tape is not taken up again, since a tape serves once. Leave"
              + " the resumptions out, or choose another mode");
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
        Optional.empty(), _ -> {}, _ -> {}, RangeCheck.WARN, 0);
  }

  public RunOptions withProtocol(String name) {
    return new RunOptions(name, parties, partyNames, mode, timeout, comparisons, progress, queue, ranges, resumptions);
  }

  public RunOptions withParties(int count) {
    return new RunOptions(protocol, OptionalInt.of(count), partyNames, mode, timeout, comparisons, progress, queue,
        ranges, resumptions);
  }

  public RunOptions withParties(List<String> names) {
    return new RunOptions(protocol, parties, names, mode, timeout, comparisons, progress, queue, ranges, resumptions);
  }

  public RunOptions withMode(RunMode to) {
    return new RunOptions(protocol, parties, partyNames, to, timeout, comparisons, progress, queue, ranges,
        resumptions);
  }

  public RunOptions withTimeout(Duration of) {
    return new RunOptions(protocol, parties, partyNames, mode, Optional.of(of), comparisons, progress, queue, ranges,
        resumptions);
  }

  /** {@link CompareBy#AUTO} takes the network between roles to be {@link Link#LAN}. */
  public RunOptions withCompare(CompareBy by) {
    return withCompare(by, Link.LAN);
  }

  /** {@link CompareBy#AUTO} takes the network between roles to be like this link. */
  public RunOptions withCompare(CompareBy by, Link link) {
    return new RunOptions(protocol, parties, partyNames, mode, timeout,
        Optional.of(new ComparisonChoice(by, link.latency(), link.bitsPerSecond())), progress, queue, ranges,
        resumptions);
  }

  /** Comparisons made as somebody chose already. */
  public RunOptions withComparisons(ComparisonChoice choice) {
    return new RunOptions(protocol, parties, partyNames, mode, timeout, Optional.of(choice), progress,
        queue, ranges, resumptions);
  }

  public RunOptions withProgress(Consumer<Progress> listener) {
    return new RunOptions(protocol, parties, partyNames, mode, timeout, comparisons, listener, queue, ranges,
        resumptions);
  }

  public RunOptions withQueue(IntConsumer listener) {
    return new RunOptions(protocol, parties, partyNames, mode, timeout, comparisons, progress, listener, ranges,
        resumptions);
  }

  public RunOptions withRangeCheck(RangeCheck check) {
    return new RunOptions(protocol, parties, partyNames, mode, timeout, comparisons, progress, queue, check,
        resumptions);
  }

  public RunOptions withResumptions(int most) {
    return new RunOptions(protocol, parties, partyNames, mode, timeout, comparisons, progress, queue, ranges, most);
  }
}
