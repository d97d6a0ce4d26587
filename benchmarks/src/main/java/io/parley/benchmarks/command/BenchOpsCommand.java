package io.parley.benchmarks.command;

import io.parley.benchmarks.suite.BenchOp;
import io.parley.benchmarks.suite.BenchOps;
import io.parley.benchmarks.suite.Measurement.Cluster;
import io.parley.benchmarks.suite.Measurement.Subject;
import io.parley.benchmarks.suite.Size;
import io.parley.cli.Table;
import io.parley.plan.BadRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times single ops; every run is checked against plaintext. */
@Command(name = "ops", description = "Times ops on secret operands and prints medians. Every result is checked.")
final class BenchOpsCommand implements Callable<Integer> {
  static final String SUITE = "ops";

  @Spec
  private CommandSpec spec;

  @Mixin
  private BenchOptions options;

  @Option(names = "--op", split = ",", paramLabel = "OP", defaultValue = "mul,matmul,ltz,relu",
      description = "The ops, or 'all'; 'list' lists them. Default: ${DEFAULT-VALUE}.")
  private List<String> names = List.of();

  @Option(names = "--size", split = ",", paramLabel = "N",
      description = "The sizes: 1000, 100K, 1M; of matrices also 1x784x128. Default: those that --op list tells.")
  private List<String> sizes = List.of();

  @Option(names = "--fresh",
      description = "Starts new nodes for each measurement: slower, but then the peak of memory is known for each.")
  private boolean fresh;

  @Override
  public Integer call() throws InterruptedException {
    if (names.equals(List.of("list"))) {
      printOps();
      return 0;
    }
    options.effort().check();
    List<BenchTask> tasks = tasks(ops(names), sizes.stream().map(Size::parse).toList(), options.clusters());
    options.run(spec, tasks, fresh);
    return 0;
  }

  static List<BenchOp> ops(List<String> names) {
    return names.contains(BenchOptions.ALL) ? BenchOps.all() : names.stream().map(BenchOps::byName).toList();
  }

  /**
   * Each op at each size on each cluster.
   *
   * @param sizes of all ops; each op's own if empty
   * @throws BadRequestException if an op has no such size
   */
  static List<BenchTask> tasks(List<BenchOp> ops, List<Size> sizes, List<Cluster> clusters) {
    List<BenchTask> tasks = new ArrayList<>();
    for (BenchOp op : ops) {
      for (Size size : sizes.isEmpty() ? op.sizes() : sizes) {
        op.check(size);
        clusters
            .forEach(cluster -> tasks.add(new BenchTask(new Subject(SUITE, op.name(), size, Optional.of(cluster)), "",
                () -> op.workload(size))));
      }
    }
    return tasks;
  }

  private void printOps() {
    Table table = new Table("op", "what it computes on secrets", "sizes N unless --size says");
    BenchOps.all().forEach(op -> table.row(op.name(), op.meaning(),
        String.join(", ", op.sizes().stream().map(Size::label).toList())));
    table.print(spec.commandLine().getOut());
  }
}
