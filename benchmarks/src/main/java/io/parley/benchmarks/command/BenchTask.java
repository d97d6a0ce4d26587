package io.parley.benchmarks.command;

import io.parley.benchmarks.suite.Measurement;
import io.parley.benchmarks.suite.Measurement.Cluster;
import io.parley.benchmarks.suite.Measurement.RoleFigures;
import io.parley.benchmarks.suite.Measurement.Subject;
import io.parley.benchmarks.suite.Spread;
import io.parley.benchmarks.suite.Workload;
import io.parley.cli.Tapes;
import io.parley.cli.local.LocalCluster;
import io.parley.client.Parley;
import io.parley.client.RoleReport;
import io.parley.client.RunOptions;
import io.parley.client.RunReport;
import io.parley.client.RunResult;
import io.parley.config.Link;
import io.parley.plan.Plan;
import io.parley.protocols.cost.CompareBy;
import io.parley.protocols.cost.ComparisonChoice;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * A measurement to take on a cluster.
 *
 * @param unit what a size counts, in the plural, if the work in a second is of interest; else empty
 * @param workload made when it is needed: it may be large
 */
record BenchTask(Subject what, String unit, Supplier<Workload> workload) {
  /**
   * Takes measurements, cluster by cluster.
   *
   * @param fresh whether each measurement has nodes of its own; else the peak of memory is known for the first on a
   *     cluster only
   */
  static List<Measurement> measureAll(List<BenchTask> tasks, BenchEffort effort, boolean fresh, BenchRun run)
      throws InterruptedException {
    Collection<List<BenchTask>> groups = fresh
        ? tasks.stream().map(List::of).toList()
        : tasks.stream().collect(Collectors.groupingBy(BenchTask::nodes, LinkedHashMap::new, Collectors.toList()))
            .values();
    for (List<BenchTask> group : groups) {
      Cluster on = group.getFirst().nodes();
      run.begin("starting nodes: " + on.label());
      LocalCluster.run(on.parties(), Protocols.byName(on.protocol()).needsProvider(), Link.parse("--link", on.link()),
          parley -> {
            for (int i = 0; i < group.size(); i++) {
              run.begin(group.get(i).what.label());
              Measurement measured = group.get(i).measure(parley, effort);
              run.done(List.of(i == 0 ? measured : measured.withoutMemory()));
            }
            return group.size();
          });
    }
    return run.taken();
  }

  /** What the cluster's nodes know: how to compare is their client's choice. */
  private Cluster nodes() {
    return new Cluster(cluster().protocol(), cluster().parties(), cluster().link());
  }

  private Cluster cluster() {
    return what.cluster().orElseThrow();
  }

  private Measurement measure(Parley parley, BenchEffort effort) throws InterruptedException {
    Workload work = workload.get();
    Protocol protocol = Protocols.byName(cluster().protocol());
    Optional<ComparisonChoice> comparisons = comparisons();
    Plan lowered = work.lowered(protocol.target());
    Plan chosen = comparisons.map(c -> c.choose(lowered, protocol, cluster().parties())).orElse(lowered);
    RunOptions plain = RunOptions.defaults().withProtocol(protocol.name()).withParties(cluster().parties())
        .withMode(Tapes.mode(chosen, protocol, cluster().parties()));
    RunOptions options = comparisons.map(plain::withComparisons).orElse(plain);
    List<Double> warmups = new ArrayList<>();
    while (effort.isCold(warmups)) {
      long begin = System.nanoTime();
      run(parley, work, options);
      warmups.add((System.nanoTime() - begin) / 1e9);
    }
    List<RunReport> reports = new ArrayList<>();
    for (int i = 0; i < effort.runs(); i++) {
      reports.add(run(parley, work, options));
    }
    return measurement(reports, warmups.size());
  }

  private Optional<ComparisonChoice> comparisons() {
    Link link = Link.parse("--link", cluster().link());
    return cluster().compare().isEmpty()
        ? Optional.empty()
        : Optional.of(new ComparisonChoice(CompareBy.parse("--compare", cluster().compare()), link.latency(),
            link.bitsPerSecond()));
  }

  private static RunReport run(Parley parley, Workload work, RunOptions options)
      throws InterruptedException {
    RunResult result = parley.run(work.plan(), options, work.inputs());
    work.check(result.outputs());
    return result.report();
  }

  private Measurement measurement(List<RunReport> reports, int warmups) {
    Map<String, Spread> seconds = Map.of(Measurement.ONLINE, spread(reports, RunReport::onlineSeconds),
        Measurement.OFFLINE, spread(reports, RunReport::offlineSeconds),
        Measurement.COMPUTE, spread(reports, RunReport::computeSeconds));
    Map<String, Double> rates = unit.isEmpty()
        ? Map.of()
        : Map.of(unit + "/s", what.size().product() / spread(reports, RunReport::totalSeconds).median());
    return new Measurement(what, reports.size(), warmups, seconds, rates,
        reports.getLast().roles().stream().map(BenchTask::figures).toList());
  }

  static Spread spread(List<RunReport> reports, ToDoubleFunction<RunReport> figure) {
    return Spread.of(reports.stream().map(figure::applyAsDouble).toList());
  }

  private static RoleFigures figures(RoleReport role) {
    return new RoleFigures(role.role(), role.rounds(), role.bytesSent(), role.bytesReceived(), role.peakRssBytes());
  }
}
