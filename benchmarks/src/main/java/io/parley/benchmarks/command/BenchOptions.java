package io.parley.benchmarks.command;

import io.parley.benchmarks.suite.Measurement;
import io.parley.benchmarks.suite.Measurement.Cluster;
import io.parley.cli.local.LocalCluster;
import io.parley.config.Link;
import io.parley.plan.BadRequestException;
import io.parley.protocols.cost.CompareBy;
import io.parley.protocols.cost.ComparisonChoice;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options of every benchmark that runs on a cluster. */
final class BenchOptions {
  static final String ALL = "all";

  @Option(names = "--protocol", split = ",", paramLabel = "P", defaultValue = Protocols.DEFAULT,
      description = "The protocols, or 'all'. Default: ${DEFAULT-VALUE}.")
  private List<String> protocols = List.of();

  @Option(names = "--compare", split = ",", paramLabel = "WAY",
      description = "How 'masked' compares: tree, fss (2 parties), auto (op by op, what takes less time over the link), or "
          + "several of them. Default: as each protocol does by itself. With 'all', only what has the choice is told.")
  private List<String> ways = List.of();

  @Option(names = "--parties", split = ",", paramLabel = "N",
      description = "How many parties; a protocol leaves out what it cannot run. Default: the fewest of each protocol.")
  private List<Integer> parties = List.of();

  /** Parts at commas, but for that within a link. */
  @Option(names = "--link", split = ",(?!bandwidth=)", paramLabel = "LINK", defaultValue = "loopback",
      description = "Makes the lanes between roles as slow as a network: lan (0.25 ms each way, 1000 Mbit/s), "
          + "wan (20 ms each way, 100 Mbit/s), such as latency=5ms,bandwidth=100Mbit, or several of them, with commas "
          + "between. Default: ${DEFAULT-VALUE}, which adds nothing.")
  private List<String> links = List.of();

  @Option(names = "--roles", description = "Prints what each role sent, received and occupied, too.")
  private boolean roles;

  @Mixin
  private BenchEffort effort;

  /**
   * Every cluster to measure on.
   *
   * @throws BadRequestException if a protocol or a link is unknown, or a protocol can run with none of the numbers of parties
   */
  List<Cluster> clusters() {
    parties.forEach(LocalCluster::check);
    List<Protocol> chosen = chosen();
    if (!protocols.contains(ALL) && !parties.isEmpty()) {
      chosen.stream().filter(p -> parties.stream().allMatch(n -> p.refuses(n).isPresent())).findFirst()
          .ifPresent(p -> Protocols.checkParties(p, parties.getFirst()));
    }
    List<Cluster> clusters = clusters(chosen, parties,
        links.stream().map(text -> Link.parse("--link", text)).toList());
    if (clusters.isEmpty()) {
      throw new BadRequestException("No protocol can be run by " + parties + " parties. "
          + Protocols.runnable(parties.getFirst()));
    }
    List<CompareBy> compare = ways.stream().map(w -> CompareBy.parse("--compare", w)).toList();
    return compare.isEmpty()
        ? clusters
        : clusters.stream().flatMap(c -> compare.stream().map(by -> told(c, by)))
            .distinct().toList();
  }

  private Cluster told(Cluster cluster, CompareBy by) {
    Protocol protocol = Protocols.byName(cluster.protocol());
    if (protocols.contains(ALL) && !protocol.mixesComparisons()) {
      return cluster;
    }
    ComparisonChoice.check(protocol, cluster.parties(), by);
    return new Cluster(cluster.protocol(), by.toString(), cluster.parties(), cluster.link());
  }

  /**
   * @param parties what a protocol can run of these; the fewest of each protocol if there are none
   */
  static List<Cluster> clusters(List<Protocol> protocols, List<Integer> parties, List<Link> links) {
    List<Cluster> clusters = new ArrayList<>();
    for (Protocol protocol : protocols) {
      List<Integer> possible = parties.isEmpty()
          ? List.of(Protocols.fewestParties(protocol))
          : parties.stream().filter(n -> protocol.refuses(n).isEmpty()).toList();
      possible.forEach(n -> links.forEach(link -> clusters.add(new Cluster(protocol.name(), n, link.name()))));
    }
    return clusters;
  }

  private List<Protocol> chosen() {
    return protocols.contains(ALL) ? Protocols.all() : protocols.stream().map(Protocols::byName).toList();
  }

  BenchEffort effort() {
    return effort;
  }

  /**
   * Takes the measurements and prints them.
   *
   * @param fresh whether each has nodes of its own
   */
  void run(CommandSpec spec, List<BenchTask> tasks, boolean fresh) throws InterruptedException {
    List<Measurement> taken;
    try (BenchRun run = new BenchRun(spec, effort.json(), tasks.size())) {
      taken = BenchTask.measureAll(tasks, effort, fresh, run);
    }
    BenchTable.printClusters(spec.commandLine().getOut(), taken, roles);
  }
}
