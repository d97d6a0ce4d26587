package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.parley.client.Parley;
import io.parley.client.RoleReport;
import io.parley.client.RunFailedException;
import io.parley.client.RunMode;
import io.parley.client.RunOptions;
import io.parley.client.RunResult;
import io.parley.config.HostPort;
import io.parley.plan.BadRequestException;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.plan.lowering.Lowering;
import io.parley.protocols.spi.Protocols;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParleyClusterTest {
  private static final double ULP = 1.0 / (1 << 16);
  private static final FaultySessions SESSIONS = new FaultySessions();
  private static TestCluster cluster;
  private static Parley parley;

  @BeforeAll
  static void start() throws InterruptedException {
    cluster = new TestCluster(SESSIONS, "a", "b");
    parley = Parley.connect(TestCluster.settings(Map.of("parley.node.roles", List.of("client"), "parley.node.name",
        "client", "parley.node.seeds", List.of(cluster.seed()), "parley.client.connect-timeout", "60s")));
    parley.awaitMembers(2, true, Duration.ofSeconds(60));
  }

  @AfterAll
  static void stop() {
    parley.close();
    cluster.close();
  }

  @ParameterizedTest
  @EnumSource(value = RunMode.class, names = {"STREAM", "APART"})
  void run_overTcp_givesThePlaintextResult(RunMode mode) throws InterruptedException {
    Map<String, Values> inputs = PlansForTests.inputs(16, 1);

    RunResult result = parley.run(PlansForTests.layer(16), RunOptions.defaults().withMode(mode), inputs);

    assertThat(result.output("y").data()).containsExactly(PlansForTests.layer(16, inputs), within(16 * ULP));
    assertThat(result.report().roles()).extracting(RoleReport::node).startsWith("a", "b", "provider");
  }

  @Test
  void run_overArteryWithSeveralRolesInOneNode_givesThePlaintextResult() throws InterruptedException {
    Map<String, Values> inputs = PlansForTests.inputs(64, 2);
    try (TestCluster two = TestCluster.ofTwoNodesOverArtery();
        Parley client = Parley.connect(TestCluster.settings(Map.of("parley.node.roles", List.of("client"),
            "parley.node.name", "client", "parley.node.seeds", List.of(two.seed()), "parley.lane.transport",
            "artery")))) {
      client.awaitMembers(2, true, Duration.ofSeconds(60));

      RunResult result = client.run(PlansForTests.layer(64), RunOptions.defaults(), inputs);

      assertThat(result.output("y").data()).containsExactly(PlansForTests.layer(64, inputs), within(64 * ULP));
    }
  }

  @Test
  void run_otherTransportThanTheNodes_saysWhichOnes() throws InterruptedException {
    try (Parley client = Parley.connect(TestCluster.settings(Map.of("parley.node.roles", List.of("client"),
        "parley.node.name", "odd", "parley.node.seeds", List.of(cluster.seed()), "parley.lane.transport",
        "artery")))) {
      assertThatThrownBy(() -> client.run(PlansForTests.layer(2), RunOptions.defaults(),
          PlansForTests.inputs(2, 3))).isInstanceOf(BadRequestException.class).hasMessage(
              "The nodes use different transports (a: tcp, b: tcp, provider: tcp, odd: artery). Set"
                  + " parley.lane.transport to the same on all of them");
    }
  }

  /** Whom the nodes do not know may not have them run what nobody can read. */
  @Test
  void run_loweredPlan_isRefusedByNodesThatDoNotTakeIt() {
    Plan lowered = Lowering.lower(PlansForTests.layer(2), Protocols.byName(Protocols.DEFAULT).target());

    assertThatThrownBy(() -> parley.run(lowered, RunOptions.defaults(), PlansForTests.inputs(2, 3)))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("is lowered. Submit the plan that it was lowered from")
        .hasMessageContaining("parley.plan.accept-lowered");
  }

  @Test
  void run_clientLeavesMidRun_endsAtTheParties() throws InterruptedException {
    SESSIONS.hang();
    Parley leaver = Parley.connect(cluster.seed());
    CompletableFuture<Throwable> heard = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> {
      try {
        leaver.run(PlansForTests.layer(2), RunOptions.defaults(), PlansForTests.inputs(2, 6));
      } catch (Throwable e) {
        heard.complete(e);
      }
    });
    SESSIONS.awaitBegun();

    leaver.close();

    SESSIONS.awaitNoneRunning();
    SESSIONS.heal();
    assertThat(heard.join()).isInstanceOf(RunFailedException.class);
  }

  @Test
  void controlPort_randomBytes_harmNobody() throws IOException, InterruptedException {
    byte[] noise = new byte[100_000];
    new Random(4).nextBytes(noise);
    HostPort coordinator = HostPort.parse(cluster.seed());
    try (Socket socket = new Socket(coordinator.host(), coordinator.port())) {
      socket.getOutputStream().write(noise);
    } catch (SocketException e) {
      // Hung up on us, as it should.
    }

    Map<String, Values> inputs = PlansForTests.inputs(4, 5);
    RunResult result = parley.run(PlansForTests.layer(4), RunOptions.defaults(), inputs);

    assertThat(result.output("y").data()).containsExactly(PlansForTests.layer(4, inputs), within(4 * ULP));
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
    // Bound, so that nobody else takes the port, but nobody listens.
    try (SocketChannel held = SocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      int port = held.socket().getLocalPort();
      assertThatThrownBy(() -> Parley.connect("127.0.0.1:" + port)).isInstanceOf(BadRequestException.class)
          .hasMessageContaining("No node answers at 127.0.0.1:" + port);
    }
  }
}
