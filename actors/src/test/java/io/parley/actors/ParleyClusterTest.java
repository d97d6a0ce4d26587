package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParleyClusterTest {
  private static final double ULP = 1.0 / (1 << 16);
  private static TestCluster cluster;
  private static Parley parley;

  @BeforeAll
  static void start() throws InterruptedException {
    cluster = new TestCluster("a", "b");
    parley = Parley.connect(cluster.seed());
    parley.awaitMembers(2, true, Duration.ofSeconds(10));
  }

  @AfterAll
  static void stop() {
    parley.close();
    cluster.close();
  }

  @ParameterizedTest
  @EnumSource(RunMode.class)
  void runValues_overTcp_givesThePlaintextResult(RunMode mode) throws InterruptedException {
    Map<String, Values> inputs = PlansForTests.inputs(16, 1);

    RunResult result = parley.runValues(PlansForTests.layer(16), RunOptions.defaults().withMode(mode), inputs);

    assertThat(result.value("y").data()).containsExactly(PlansForTests.layer(16, inputs), within(16 * ULP));
    assertThat(result.report().roles()).extracting(RoleReport::node).startsWith("a", "b", "provider");
  }

  @Test
  void start_portInUse_isRefused() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> ParleyNode.start(TestCluster.settings(Map.of("parley.node.name", "x",
          "parley.node.roles", List.of("party"), "parley.node.port", taken.getLocalPort()))))
          .isInstanceOf(BadRequestException.class).hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
          .hasMessageContaining("parley.node.port");
    }
  }

  @Test
  void start_foreignHost_isRefused() {
    assertThatThrownBy(() -> ParleyNode.start(TestCluster.settings(Map.of("parley.node.name", "x",
        "parley.node.roles", List.of("party"), "parley.node.host", "192.0.2.1"))))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("192.0.2.1");
  }

  @Test
  void connect_nobodyThere_isRefused() throws IOException {
    int free;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = probe.getLocalPort();
    }
    assertThatThrownBy(() -> Parley.connect("127.0.0.1:" + free)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("No node answers at 127.0.0.1:" + free);
  }
}
