package io.parley.benchmarks.command;

import io.parley.benchmarks.suite.Report;
import io.parley.benchmarks.suite.ResultFiles;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws what was measured. */
@Command(name = "report", description = "Makes one page of all result files in a directory, with charts, "
    + "and the charts as PNG files beside it.")
final class BenchReportCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Files that --json wrote; of measurements that are there twice, the "
      + "newer counts.")
  private Path directory = Path.of("");

  @Option(names = "--out", paramLabel = "FILE.html", description = "The page. Default: DIR/report.html.")
  private @Nullable Path out;

  @Override
  public Integer call() {
    Path page = out;
    print(spec, Report.write(ResultFiles.read(directory), page != null ? page : page(directory)));
    return 0;
  }

  static Path page(Path directory) {
    return directory.resolve("report.html");
  }

  static void print(CommandSpec spec, Report report) {
    spec.commandLine().getOut().println(report.page() + ", and beside it " + report.charts().size() + " charts");
  }
}
