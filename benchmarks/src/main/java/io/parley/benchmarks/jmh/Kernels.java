package io.parley.benchmarks.jmh;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.NullOutputStream;

/** Runs the JMH benchmarks from a program. Their names are short ones, such as {@code Matmul.matmul}. */
public final class Kernels {
  /** What a JVM needs that runs benchmarks. */
  static final String[] JVM_OPTIONS = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED",
      "--add-opens=java.base/java.nio=ALL-UNNAMED", "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"};
  private static final String SUFFIX = "Benchmark.";
  private static final String SIZE = "size";
  private static final Map<String, String> UNITS = Map.of("gigaMacs", "GMAC/s", "gigabytes", "GB/s",
      "megaComparisons", "M comparisons/s");

  private Kernels() {}

  /**
   * How long to measure.
   *
   * @param runs that count
   * @param warmups before them
   * @param runMillis of each
   */
  public record Effort(int runs, int warmups, int runMillis) {}

  /**
   * What one benchmark gave.
   *
   * @param name with the choices it ran with, such as "Matmul.matmul, vector"
   * @param size as the benchmark counts it
   * @param secondsPerCall of each run
   * @param rates work in a second by its unit, the mean of all runs
   */
  public record Result(String name, int size, List<Double> secondsPerCall, Map<String, Double> rates) {}

  /** The short names of all benchmarks. */
  public static List<String> names() {
    return BenchmarkList.defaultList()
        .getAll(OutputFormatFactory.createFormatInstance(new java.io.PrintStream(new NullOutputStream()),
            VerboseMode.SILENT), List.of())
        .stream().map(entry -> shortName(entry.getUsername())).toList();
  }

  /**
   * Runs one benchmark with all of its choices.
   *
   * @param name as in {@link #names}
   * @param sizes instead of its own; its own if empty
   * @param kernels "vector" or "plain" or both, where it has that choice
   */
  public static List<Result> run(String name, List<String> sizes, List<String> kernels, Effort effort) {
    TimeValue time = TimeValue.milliseconds(effort.runMillis());
    ChainedOptionsBuilder options = new OptionsBuilder().include(longName(name)).verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true).jvmArgsPrepend(JVM_OPTIONS).warmupIterations(effort.warmups()).warmupTime(time)
        .measurementIterations(effort.runs()).measurementTime(time)
        .param("kernels", kernels.toArray(String[]::new));
    if (!sizes.isEmpty()) {
      options.param(SIZE, sizes.toArray(String[]::new));
    }
    try {
      Collection<RunResult> results = new Runner(options.build()).run();
      return results.stream().map(Kernels::result).toList();
    } catch (RunnerException e) {
      throw new IllegalStateException("The benchmark " + name + " failed", e);
    }
  }

  private static Result result(RunResult result) {
    BenchmarkParams params = result.getParams();
    List<String> choices = new ArrayList<>(List.of(shortName(params.getBenchmark())));
    params.getParamsKeys().stream().filter(key -> !key.equals(SIZE)).map(params::getParam).forEach(choices::add);
    List<Double> seconds = result.getAggregatedResult().getIterationResults().stream()
        .map(IterationResult::getPrimaryResult).map(calls -> 1 / calls.getScore()).toList();
    Map<String, Double> rates = new TreeMap<>();
    result.getSecondaryResults().forEach((counter, rate) -> rates.put(UNITS.getOrDefault(counter, counter + "/s"),
        rate.getScore()));
    return new Result(String.join(", ", choices), Integer.parseInt(params.getParam(SIZE)), seconds, rates);
  }

  private static String shortName(String benchmark) {
    return benchmark.substring(Kernels.class.getPackageName().length() + 1).replace(SUFFIX, ".");
  }

  private static String longName(String name) {
    return "^" + Pattern.quote(Kernels.class.getPackageName() + "." + name.replace(".", SUFFIX)) + "$";
  }
}
