package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes in the foreground, as an operator starts and ends them. */
class NodeIT {
  private static final int TERMINATED = 128 + 15;

  @Test
  void sigterm_endsNodesWithoutAWordOfFailure() throws InterruptedException {
    try (Cli coordinator = Cli.start("node", "--role", "coordinator", "--name", "carol");
        Cli lost = Cli.start(Cli.quick("-Dpekko.cluster.seed-node-timeout=200ms",
            "-Dpekko.remote.artery.advanced.handshake-timeout=5m"), "node", "--role", "coordinator",
            "--name", "lost", "--seed", "127.0.0.1:1")) {
      String seed = coordinator.awaitLine(".* is ready at (\\S+)").group(1);
      try (Cli provider = Cli.start("node", "--role", "provider", "--name", "peggy", "--seed", seed)) {
        provider.awaitLine(".* is ready at (\\S+)");
        lost.awaitLine(".*Couldn't join seed nodes.*");
        List<Cli> nodes = List.of(coordinator, provider, lost);

        nodes.forEach(node -> node.process().destroy());

        for (Cli node : nodes) {
          Cli.Result result = node.await();
          assertThat(result.out() + result.err()).doesNotContain("ERROR", "Exception", "parley: ", "| \n");
          assertThat(result.exitCode()).isEqualTo(TERMINATED);
        }
      }
    }
  }
}
