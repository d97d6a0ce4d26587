package io.parley.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class JvmOptionsTest {
  @Test
  void ofNode_hasNoCommentsAndLoadsTheVectorModule() {
    assertThat(JvmOptions.ofNode()).contains("--add-modules=jdk.incubator.vector").allMatch(o -> o.startsWith("-"));
  }

  @Test
  void surefire_runsTestsWithTheOptionsThatOpenTheJvm() {
    List<String> ours = ManagementFactory.getRuntimeMXBean().getInputArguments();

    assertThat(ours).containsAll(JvmOptions.ofNode().stream().filter(o -> o.startsWith("--") && !o.contains("unsafe"))
        .toList());
  }
}
