package io.parley.benchmarks.command;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.parley.benchmarks.suite.Spread;
import io.parley.cli.Table;
import io.parley.cli.local.LocalCluster;
import io.parley.client.JobStep;
import io.parley.client.Parley;
import io.parley.client.RunOptions;
import io.parley.client.RunReport;
import io.parley.client.RunResult;
import io.parley.config.Link;
import io.parley.crypto.Shape;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.plan.trace.Trace;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times the least that a run takes: ReLU of one number, where all but the set-up is next to nothing. */
@Command(name = "sessions",
    description = "Times runs of ReLU of one number, each agreed upon by itself, and as steps of one job; with a JVM and a "
        + "key for each role.")
final class BenchSessionsCommand implements Callable<Integer> {
  private static final Map<String, Values> INPUT = Map.of("x", Values.of(Shape.of(1), -1.5));

  @Spec
  private CommandSpec spec;

  @Mixin
  private BenchEffort effort;

  @Option(names = "--protocol", paramLabel = "P", defaultValue = Protocols.DEFAULT,
      description = "The protocol. Default: ${DEFAULT-VALUE}.")
  private String protocol;

  /** In milliseconds. */
  private record Times(Spread total, Spread online) {
    static Times of(List<RunReport> reports) {
      return new Times(BenchTask.spread(reports, report -> 1e3 * report.totalSeconds()),
          BenchTask.spread(reports, report -> 1e3 * report.onlineSeconds()));
    }

    Map<String, Object> asMap() {
      return Map.of("total_ms", asMap(total), "online_ms", asMap(online));
    }

    private static Map<String, Object> asMap(Spread of) {
      return Map.of("median", of.median(), "min", of.min(), "max", of.max());
    }
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    effort.check();
    Protocol of = Protocols.byName(protocol);
    Map<String, Times> times = LocalCluster.run(Protocols.fewestParties(of), of.needsProvider(), Link.LOOPBACK,
        parley -> measure(parley, RunOptions.defaults().withProtocol(protocol)));
    Table table = new Table("session", ">total, ms", ">least", ">most", ">online, ms");
    times.forEach((name, each) -> table.row(name, decimal(each.total().median()), decimal(each.total().min()),
        decimal(each.total().max()), decimal(each.online().median())));
    table.print(spec.commandLine().getOut());
    if (effort.json().isPresent()) {
      Map<String, Object> all = new LinkedHashMap<>();
      times.forEach((name, each) -> all.put(name, each.asMap()));
      Files.writeString(effort.json().get(), ConfigValueFactory.fromMap(all)
          .render(ConfigRenderOptions.concise().setFormatted(true)) + "\n");
    }
    return 0;
  }

  private static String decimal(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }

  private Map<String, Times> measure(Parley parley, RunOptions options) throws InterruptedException {
    Plan plan = plan();
    List<Double> warmups = new ArrayList<>();
    while (effort.isCold(warmups)) {
      long begin = System.nanoTime();
      steps(parley, plan, options, 2);
      warmups.add((System.nanoTime() - begin) / 1e9);
    }
    List<RunReport> runs = new ArrayList<>();
    for (int i = 0; i < effort.runs(); i++) {
      runs.addAll(steps(parley, plan, options, 1));
    }
    List<RunReport> steps = new ArrayList<>();
    while (steps.size() < effort.runs()) {
      int count = Math.min(Parley.MOST_STEPS, 1 + effort.runs() - steps.size());
      List<RunReport> job = steps(parley, plan, options, count);
      steps.addAll(job.subList(1, job.size())); // the first is agreed upon as any run
    }
    Map<String, Times> times = new LinkedHashMap<>();
    times.put("a run of its own", Times.of(runs));
    times.put("a step of a job", Times.of(steps));
    return times;
  }

  private static Plan plan() {
    Trace trace = Trace.create("relu");
    trace.reveal("y", trace.secret("x", Shape.of(1)).relu());
    return trace.plan();
  }

  private static List<RunReport> steps(Parley parley, Plan plan, RunOptions options, int count)
      throws InterruptedException {
    return parley.run(Collections.nCopies(count, new JobStep(plan, INPUT)), options).stream().map(RunResult::report)
        .toList();
  }
}
