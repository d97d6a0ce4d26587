package io.parley.benchmarks.command;

import io.parley.benchmarks.suite.ResultComparison;
import io.parley.benchmarks.suite.ResultComparison.Row;
import io.parley.benchmarks.suite.ResultComparison.Verdict;
import io.parley.benchmarks.suite.ResultFiles;
import io.parley.benchmarks.suite.Spread;
import io.parley.cli.Table;
import io.parley.plan.BadRequestException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what a change did. */
@Command(name = "compare",
    description = "Tells what became slower or faster: where the ranges do not overlap and the medians differ by more "
        + "than the threshold. Exit code 1 if anything became slower.")
final class BenchCompareCommand implements Callable<Integer> {
  private static final Pattern PERCENT = Pattern.compile("(\\d+(?:\\.\\d+)?) ?%?");

  @Spec
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "OLD.json", description = "A result file, or a directory of them.")
  private Path old = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW.json", description = "A result file, or a directory of them.")
  private Path now = Path.of("");

  @Option(names = "--threshold", paramLabel = "PERCENT", defaultValue = "10%",
      description = "By how much of the old median. Default: 10%%.")
  private String threshold = "";

  @Override
  public Integer call() {
    Matcher percent = PERCENT.matcher(threshold.strip());
    if (!percent.matches()) {
      throw new BadRequestException("--threshold must be a percentage such as 10%, not '" + threshold + "'");
    }
    ResultComparison comparison = ResultComparison.of(ResultFiles.read(old), ResultFiles.read(now),
        Double.parseDouble(percent.group(1)) / 100);
    PrintWriter out = spec.commandLine().getOut();
    List<Row> slower = comparison.changed(Verdict.SLOWER);
    List<Row> faster = comparison.changed(Verdict.FASTER);
    print(out, "Slower", slower);
    print(out, "Faster", faster);
    out.println(slower.size() + " of " + comparison.rows().size() + " times slower, " + faster.size() + " faster, by "
        + "more than " + percent.group(1) + " % and beyond both ranges"
        + (comparison.onlyOld() + comparison.onlyNew() == 0
            ? "."
            : "; without a partner: " + comparison.onlyOld() + " old and " + comparison.onlyNew()
                + " new measurements."));
    out.flush();
    return slower.isEmpty() ? 0 : 1;
  }

  private static void print(PrintWriter out, String title, List<Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    Table table = new Table(title, "time", ">old ms, median", "min–max", ">new ms, median", "min–max", ">change");
    rows.forEach(r -> table.row(r.subject().label(), r.phase(), millis(r.old().median()), range(r.old()),
        millis(r.now().median()), range(r.now()), r.change()));
    table.print(out);
    out.println();
  }

  private static String range(Spread spread) {
    return millis(spread.min()) + "–" + millis(spread.max());
  }

  private static String millis(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds * 1e3);
  }
}
