package io.parley.benchmarks.command;

import io.parley.benchmarks.jmh.Kernels;
import io.parley.benchmarks.suite.Measurement;
import io.parley.benchmarks.suite.Measurement.Subject;
import io.parley.benchmarks.suite.Size;
import io.parley.benchmarks.suite.Spread;
import io.parley.plan.BadRequestException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times what protocols are made of, with JMH. */
@Command(name = "kernels",
    description = "Times kernels, the generator of randomness, codecs and round trips, within one JVM, with JMH.")
final class BenchKernelsCommand implements Callable<Integer> {
  static final String SUITE = "kernels";
  static final int WARMUPS = 3;
  static final int RUN_MILLIS = 300;

  @Spec
  private CommandSpec spec;

  @Mixin
  private BenchEffort effort;

  @Option(names = "--op", split = ",", paramLabel = "NAME", defaultValue = BenchOptions.ALL,
      description = "The benchmarks whose names begin so, such as Matmul or Words.prg; 'list' lists them. Default: all.")
  private List<String> names = List.of();

  @Option(names = "--size", split = ",", paramLabel = "N",
      description = "The sizes: 1024, 4K, 1M. Default: each benchmark's own.")
  private List<String> sizes = List.of();

  @Option(names = "--kernels", split = ",", paramLabel = "vector|plain", defaultValue = "vector",
      description = "With the Vector API, without, or both. Default: ${DEFAULT-VALUE}.")
  private List<String> kernels = List.of();

  @Option(names = "--millis", paramLabel = "MS", defaultValue = "" + RUN_MILLIS,
      description = "How long a run repeats its call. Default: ${DEFAULT-VALUE}.")
  private int millis;

  @Override
  public Integer call() {
    if (names.equals(List.of("list"))) {
      Kernels.names().forEach(spec.commandLine().getOut()::println);
      return 0;
    }
    effort.check();
    if (millis < 1) {
      throw new BadRequestException("--millis must be at least 1, not " + millis);
    }
    if (!List.of("vector", "plain").containsAll(kernels)) {
      throw new BadRequestException("Unknown kernels " + kernels + ". Known: vector, plain");
    }
    BenchTable.printKernels(spec.commandLine().getOut(), measure(spec, effort.json(), chosen(),
        sizes.stream().map(Size::parse).map(Size::toString).toList(), kernels,
        new Kernels.Effort(effort.runs(), effort.warmups().orElse(WARMUPS), millis)));
    return 0;
  }

  private List<String> chosen() {
    List<String> all = Kernels.names();
    if (names.contains(BenchOptions.ALL)) {
      return all;
    }
    for (String name : names) {
      if (all.stream().noneMatch(known -> matches(known, name))) {
        throw new BadRequestException("No kernel's name begins with '" + name + "'. Known: " + String.join(", ", all));
      }
    }
    return all.stream().filter(known -> names.stream().anyMatch(name -> matches(known, name))).toList();
  }

  private static boolean matches(String known, String name) {
    return known.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT));
  }

  static List<Measurement> measure(CommandSpec spec, Optional<Path> json, List<String> names, List<String> sizes,
      List<String> kernels, Kernels.Effort effort) {
    try (BenchRun run = new BenchRun(spec, json, names.size())) {
      for (String name : names) {
        run.begin(name);
        run.done(Kernels.run(name, sizes, kernels, effort).stream().map(r -> measurement(r, effort)).toList());
      }
      return run.taken();
    }
  }

  private static Measurement measurement(Kernels.Result result, Kernels.Effort effort) {
    Subject subject = new Subject(SUITE, result.name(), Size.of(result.size()), Optional.empty());
    return new Measurement(subject, effort.runs(), effort.warmups(),
        Map.of(Measurement.CALL, Spread.of(result.secondsPerCall())), result.rates(), List.of());
  }
}
