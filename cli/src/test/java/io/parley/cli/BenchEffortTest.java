package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchEffortTest {
  @ParameterizedTest
  @CsvSource({"0, 0, true", "0, 99, true", "1, 4.9, true", "300, 4.9, true", "4, 19, true", "5, 19, false",
      "1, 21, false"})
  void isCold_withoutNumber_goesByTheClock(int done, double seconds, boolean cold) {
    assertThat(BenchEffort.of(5).isCold(done, seconds)).isEqualTo(cold);
  }

  @ParameterizedTest
  @CsvSource({"0, true", "1, true", "2, false"})
  void isCold_withNumber_isExact(int done, boolean cold) {
    BenchEffort effort = CommandLine.populateCommand(BenchEffort.of(5), "--warmup", "2");

    assertThat(effort.isCold(done, 0)).isEqualTo(cold);
  }
}
