package io.parley.benchmarks.suite;

import java.time.Instant;
import java.util.List;

/**
 * What one command measured: the content of one result file.
 *
 * @param date when it ended
 * @param parley the version that was measured
 */
public record Results(Instant date, String parley, Machine machine, List<Measurement> measurements) {
  public Results {
    measurements = List.copyOf(measurements);
  }
}
