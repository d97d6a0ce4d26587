package io.parley.cli;

import io.parley.plan.BadRequestException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every benchmark: how often it runs, and where its figures go. */
final class BenchEffort {
  private static final int WARMUPS = 5;
  /** The compiler is done with what takes milliseconds only after hundreds of runs. */
  private static final double LEAST_SECONDS = 5;
  /** What takes so long need not run five times for nothing. */
  private static final double MOST_SECONDS = 20;

  @Option(names = "--runs", paramLabel = "N", defaultValue = "5",
      description = "Runs that count. Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(names = "--warmup", paramLabel = "N",
      description = "Runs before them that do not. Default: 5; more until 5 s have passed, fewer after "
          + "20 s.")
  private @Nullable Integer warmups;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes all figures there.")
  private @Nullable Path json;

  /** With as much warm-up as it takes. */
  static BenchEffort of(int runs) {
    BenchEffort effort = new BenchEffort();
    effort.runs = runs;
    return effort;
  }

  /** Whether another warm-up run is due after so many that took so long. */
  boolean isCold(int done, double seconds) {
    Integer exactly = warmups;
    return exactly != null
        ? done < exactly
        : done == 0 || seconds < LEAST_SECONDS || (done < WARMUPS && seconds < MOST_SECONDS);
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
