package io.parley.benchmarks.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.benchmarks.jmh.Kernels;
import io.parley.benchmarks.suite.Measurement.Subject;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchSuiteTest {
  @Test
  void ops_measureEveryProtocolOnceOnEveryLink() {
    List<Subject> subjects = BenchSuiteCommand.ops().stream().map(BenchTask::what).toList();

    assertThat(subjects).doesNotHaveDuplicates();
    for (Protocol protocol : Protocols.all()) {
      assertThat(
          subjects.stream().map(s -> s.cluster().orElseThrow()).filter(c -> c.protocol().equals(protocol.name())))
          .extracting(c -> c.link()).contains("loopback", "lan", "wan");
    }
    assertThat(subjects.stream().map(s -> s.cluster().orElseThrow()).filter(c -> c.protocol().equals("beaver")))
        .extracting(c -> c.parties()).contains(2, 3, 5);
  }

  @Test
  void kernels_areSomeThatThereAre() {
    assertThat(Kernels.names()).containsAll(BenchSuiteCommand.KERNELS).contains("WideMatmul.wideByWide");
  }
}
