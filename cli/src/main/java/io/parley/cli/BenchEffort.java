package io.parley.cli;

import io.parley.plan.BadRequestException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every benchmark: how often it runs, and where its figures go. */
final class BenchEffort {
  private static final int LEAST_WARMUPS = 5;
  private static final double LEAST_WARMUP_SECONDS = 1;

  @Option(names = "--runs", paramLabel = "N", defaultValue = "5",
      description = "Runs that count. Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(names = "--warmup", paramLabel = "N",
      description = "Runs before them that do not. Default: 5, and more until a second has passed.")
  private @Nullable Integer warmups;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes all figures there.")
  private @Nullable Path json;

  static BenchEffort of(int runs, int warmups) {
    BenchEffort effort = new BenchEffort();
    effort.runs = runs;
    effort.warmups = warmups;
    return effort;
  }

  /** Whether another warm-up run is due after so many that took so long. */
  boolean isCold(int done, double seconds) {
    Integer exactly = warmups;
    return exactly != null ? done < exactly : done < LEAST_WARMUPS || seconds < LEAST_WARMUP_SECONDS;
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
