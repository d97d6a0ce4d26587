package io.parley.benchmarks.command;

import io.parley.benchmarks.suite.Spread;
import io.parley.cli.OutputFile;
import io.parley.plan.BadRequestException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every benchmark: how often it runs, and where its figures go. */
final class BenchEffort {
  private static final int WARMUPS = 40;
  private static final double MOST_SECONDS = 20;
  /** Times still fall if the last quarter's median is so much less than that of the quarter before. */
  private static final double FALL = 0.97;

  @Option(names = "--runs", paramLabel = "N", defaultValue = "5",
      description = "Runs that count. Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(names = "--warmup", paramLabel = "N",
      description = "Runs before them that do not. Default: at least 40, and until times do not fall any "
          + "more, but for 20 s at most.")
  private @Nullable Integer warmups;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes all figures there.")
  private @Nullable Path json;

  /** With as much warm-up as it takes. */
  static BenchEffort of(int runs) {
    BenchEffort effort = new BenchEffort();
    effort.runs = runs;
    return effort;
  }

  /**
   * Whether another warm-up run is due. What takes milliseconds gets faster for hundreds of runs.
   *
   * @param done the seconds of those that were, in their order
   */
  boolean isCold(List<Double> done) {
    Integer exactly = warmups;
    if (exactly != null) {
      return done.size() < exactly;
    }
    double seconds = done.stream().mapToDouble(Double::doubleValue).sum();
    return done.isEmpty() || (seconds < MOST_SECONDS && (done.size() < WARMUPS || isFalling(done)));
  }

  private static boolean isFalling(List<Double> seconds) {
    int end = seconds.size();
    int quarter = end / 4;
    return Spread.of(seconds.subList(end - quarter, end)).median() < FALL
        * Spread.of(seconds.subList(end - 2 * quarter, end - quarter)).median();
  }

  /** As the user says. */
  Optional<Integer> warmups() {
    return Optional.ofNullable(warmups);
  }

  int runs() {
    return runs;
  }

  Optional<Path> json() {
    return Optional.ofNullable(json);
  }

  /**
   * @throws BadRequestException if a number or the file cannot be
   */
  void check() {
    if (runs < 1) {
      throw new BadRequestException("--runs must be at least 1, not " + runs);
    }
    Integer exactly = warmups;
    if (exactly != null && exactly < 0) {
      throw new BadRequestException("--warmup must be at least 0, not " + exactly);
    }
    json().ifPresent(OutputFile::checkWritable);
  }
}
