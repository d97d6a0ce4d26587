package io.parley.benchmarks.command;

import io.parley.benchmarks.suite.Machine;
import io.parley.benchmarks.suite.Measurement;
import io.parley.benchmarks.suite.ResultFiles;
import io.parley.benchmarks.suite.Results;
import io.parley.cli.ProgressLine;
import io.parley.config.Version;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Collects measurements as they are taken: says how far it is, and writes what there is after each. */
final class BenchRun implements AutoCloseable {
  private final Optional<Path> json;
  private final ProgressLine progress;
  private final Machine machine = Machine.here();
  private final List<Measurement> taken = new ArrayList<>();
  private int done;

  /**
   * @param steps how often something will begin and be done
   */
  BenchRun(CommandSpec spec, Optional<Path> json, int steps) {
    this.json = json;
    progress = ProgressLine.of(spec.commandLine().getErr(), steps, "measurements");
  }

  void begin(String name) {
    progress.step(name);
  }

  void done(List<Measurement> measurements) {
    taken.addAll(measurements);
    json.ifPresent(this::write);
    progress.done(++done);
  }

  List<Measurement> taken() {
    return List.copyOf(taken);
  }

  private void write(Path file) {
    ResultFiles.write(file,
        new Results(Instant.now().truncatedTo(ChronoUnit.SECONDS), Version.ofThisBuild().program(), machine, taken));
  }

  @Override
  public void close() {
    progress.close();
  }
}
