package io.parley.benchmarks.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchEffortTest {
  @ParameterizedTest
  @CsvSource({"0, 0, true", "1, 99, false", "1, 19, true", "39, 0.01, true", "40, 0.01, false", "39, 0.5, true",
      "2, 11, false"})
  void isCold_withoutNumber_goesByTheClock(int done, double each, boolean cold) {
    assertThat(BenchEffort.of(5).isCold(Collections.nCopies(done, each))).isEqualTo(cold);
  }

  @ParameterizedTest
  @CsvSource({"100, 0.1, 0.9, true", "100, 0.1, 1, false", "100, 0.1, 1.1, false", "220, 0.1, 0.9, false"})
  void isCold_whileTimesFall_goesOn(int done, double first, double factor, boolean cold) {
    List<Double> seconds = new ArrayList<>(Collections.nCopies(done - done / 4, first));
    seconds.addAll(Collections.nCopies(done / 4, first * factor));

    assertThat(BenchEffort.of(5).isCold(seconds)).isEqualTo(cold);
  }

  @ParameterizedTest
  @CsvSource({"0, true", "1, true", "2, false"})
  void isCold_withNumber_isExact(int done, boolean cold) {
    BenchEffort effort = CommandLine.populateCommand(BenchEffort.of(5), "--warmup", "2");

    assertThat(effort.isCold(Collections.nCopies(done, 99.0))).isEqualTo(cold);
  }
}
