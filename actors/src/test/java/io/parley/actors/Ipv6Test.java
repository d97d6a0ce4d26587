package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parley.client.Parley;
import io.parley.client.RunOptions;
import io.parley.client.RunResult;
import io.parley.plan.Values;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clusters whose nodes have IPv6 addresses, however those are written. */
class Ipv6Test {
  private static final Duration UP = Duration.ofSeconds(60);
  private static final double ULP = 1.0 / (1 << 16);

  @BeforeEach
  void machineHasIpv6() throws IOException {
    assumeTrue(NetworkInterface.getByInetAddress(InetAddress.ofLiteral("::1")) != null, "no IPv6 here");
  }

  private static ParleyNode node(String role, String host, String transport, List<String> seeds) {
    return ParleyNode.start(TestCluster.settings(Map.of("parley.node.roles", List.of(role), "parley.node.name", role,
        "parley.node.host", host, "parley.node.seeds", seeds, "parley.lane.transport", transport)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "artery"})
  void run_onIpv6_works(String transport) throws InterruptedException {
    List<ParleyNode> nodes = new ArrayList<>();
    try {
      nodes.add(node("coordinator", "::1", transport, List.of()));
      int port = nodes.getFirst().address().port();
      nodes.add(node("party", "[0:0:0:0:0:0:0:1]", transport, List.of("[::1]:" + port)));
      nodes.add(node("provider", "::1", transport, List.of("[0:0::1]:" + port)));
      for (ParleyNode node : nodes) {
        node.awaitUp(UP);
      }
      Map<String, Values> inputs = PlansForTests.inputs(2, 1);
      try (Parley parley = Parley.connect(TestCluster.settings(Map.of("parley.node.roles", List.of("client"),
          "parley.node.name", "client", "parley.node.host", "::1", "parley.node.seeds", List.of("[::1]:" + port),
          "parley.lane.transport", transport, "parley.client.connect-timeout", "60s")))) {
        parley.awaitMembers(1, true, UP);
        RunResult result = parley.run(PlansForTests.layer(2), RunOptions.defaults().withProtocol("plain"), inputs);

        assertThat(result.output("y").data()).containsExactly(PlansForTests.layer(2, inputs), within(2 * ULP));
      }
    } finally {
      nodes.reversed().forEach(ParleyNode::terminate);
      nodes.forEach(ParleyNode::close);
    }
  }

  @Test
  void connect_bracketedAddress_joins() throws InterruptedException {
    try (ParleyNode coordinator = node("coordinator", "::1", "tcp", List.of());
        Parley parley = Parley.connect(coordinator.address().toString())) {
      assertThat(coordinator.address().toString()).startsWith("[::1]:");
      assertThat(parley.members().parties()).isEmpty();
    }
  }
}
