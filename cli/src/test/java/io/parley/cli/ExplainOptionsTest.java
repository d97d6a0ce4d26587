package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainOptionsTest {
  @ParameterizedTest
  @CsvSource({"--latency-ms,-1", "--latency-ms,NaN", "--latency-ms,Infinity", "--latency-ms,10001",
      "--bandwidth-mbps,0", "--bandwidth-mbps,NaN", "--bandwidth-mbps,Infinity", "--parties,-1", "--parties,1001"})
  void explain_impossibleNumber_isRefusedByName(String option, String value) {
    CommandLineRun run = CommandLineRun.of("explain", "lenet", option, value);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(option.equals("--parties") ? "part" : option).contains(value.replace("-1", "1"))
        .hasLineCount(1);
  }
}
