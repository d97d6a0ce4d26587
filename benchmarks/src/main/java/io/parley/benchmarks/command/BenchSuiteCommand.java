package io.parley.benchmarks.command;

import io.parley.benchmarks.jmh.Kernels;
import io.parley.benchmarks.suite.BenchOps;
import io.parley.benchmarks.suite.Measurement.Cluster;
import io.parley.benchmarks.suite.Report;
import io.parley.benchmarks.suite.ResultFiles;
import io.parley.benchmarks.suite.Size;
import io.parley.cli.OutputFile;
import io.parley.config.Link;
import io.parley.plan.BadRequestException;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The standard set, which every version is measured with. */
@Command(name = "suite",
    description = "Measures a standard set of ops, models and kernels under all protocols, and makes "
        + "the report. Takes about forty minutes on a quiet machine with two cores.")
final class BenchSuiteCommand implements Callable<Integer> {
  private static final List<String> OPS = List.of("mul", "ltz", "relu");
  private static final List<Size> SIZES = Stream.of("1", "1K", "100K").map(Size::parse).toList();
  private static final List<Size> MATRICES = List.of(Size.of(512));
  private static final List<String> DISTANT_OPS = List.of("ltz");
  private static final List<Size> DISTANT_SIZES = List.of(Size.parse("1K"));
  private static final List<Integer> PARTIES = List.of(3, 5);
  private static final List<Link> LINKS = List.of(Link.LAN, Link.WAN);
  static final List<String> KERNELS = List.of("Matmul.matmul", "Convolution.second", "Words.prg", "Words.slice",
      "Frame.encode", "Frame.decode", "RoundTrip.roundTrip");

  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Where the result files and the report go.")
  private Path directory = Path.of("");

  @Option(names = "--runs", paramLabel = "N", defaultValue = "5",
      description = "Runs that count. Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Override
  public Integer call() throws InterruptedException {
    BenchEffort effort = BenchEffort.of(runs);
    effort.check();
    create();
    measure("ops.json", ops(), effort, false);
    measure("models.json", models(), effort, true);
    BenchKernelsCommand.measure(spec, Optional.of(directory.resolve("kernels.json")), KERNELS, List.of(),
        List.of("vector"), new Kernels.Effort(runs, BenchKernelsCommand.WARMUPS, BenchKernelsCommand.RUN_MILLIS));
    BenchReportCommand.print(spec,
        Report.write(ResultFiles.read(directory), BenchReportCommand.page(directory)));
    return 0;
  }

  /** Before anything is measured for nothing. */
  private void create() {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new BadRequestException("Cannot make the directory " + directory + " (" + e.getClass().getSimpleName()
          + "). Name another for the results", e);
    }
    OutputFile.checkWritable(directory.resolve("ops.json"));
  }

  private void measure(String file, List<BenchTask> tasks, BenchEffort effort, boolean fresh)
      throws InterruptedException {
    try (BenchRun run = new BenchRun(spec, Optional.of(directory.resolve(file)), tasks.size())) {
      BenchTask.measureAll(tasks, effort, fresh, run);
    }
  }

  static List<BenchTask> ops() {
    List<BenchTask> tasks = new ArrayList<>();
    tasks.addAll(BenchOpsCommand.tasks(BenchOpsCommand.ops(OPS), SIZES, near(List.of())));
    tasks.addAll(BenchOpsCommand.tasks(List.of(BenchOps.byName("matmul")), MATRICES, near(List.of())));
    tasks.addAll(BenchOpsCommand.tasks(BenchOpsCommand.ops(DISTANT_OPS), DISTANT_SIZES, near(PARTIES)));
    tasks.addAll(BenchOpsCommand.tasks(BenchOpsCommand.ops(DISTANT_OPS), DISTANT_SIZES,
        LINKS.stream().flatMap(link -> BenchOptions.clusters(Protocols.all(), List.of(), List.of(link)).stream())
            .toList()));
    return tasks.stream().distinct().toList();
  }

  private static List<BenchTask> models() {
    return Stream
        .concat(BenchModelsCommand.tasks(List.of("lenet"), List.of(1, 128), Map.of(), near(List.of())).stream(),
            BenchModelsCommand.tasks(List.of("mlp"), List.of(128), Map.of(), near(List.of())).stream())
        .toList();
  }

  /** All protocols on the loopback interface; only what they have not run with the fewest parties, if numbers are given. */
  private static List<Cluster> near(List<Integer> parties) {
    List<Protocol> protocols = Protocols.all();
    return BenchOptions.clusters(protocols, parties, List.of(Link.LOOPBACK)).stream()
        .filter(c -> parties.isEmpty() || c.parties() != Protocols.fewestParties(Protocols.byName(c.protocol())))
        .toList();
  }
}
