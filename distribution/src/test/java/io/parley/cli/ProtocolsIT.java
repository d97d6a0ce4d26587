package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.protocols.spi.Protocols;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Protocols other than the usual one, with every role in a JVM of its own; they share the JVMs. */
class ProtocolsIT {
  private static LocalNodes nodes;
  private static WarmCli client;

  @BeforeAll
  static void startCluster() throws InterruptedException, IOException {
    nodes = new LocalNodes(3);
    client = new WarmCli(Cli.HOME, Cli.quick());
  }

  @AfterAll
  static void stopCluster() {
    client.close();
    nodes.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"beaver", "masked-fss", "spdz2k", "securenn", "replicated", "replicated-malicious"})
  void infer_otherProtocols_takeThePartiesTheyNeed(String protocol) throws IOException {
    int parties = Protocols.fewestParties(Protocols.byName(protocol));

    Cli.Result result = client.run("infer", "--cluster", nodes.address(), "--model", "mlp", "--images",
        "data/mnist/t10k-images-idx3-ubyte.gz", "--labels", "data/mnist/t10k-labels-idx1-ubyte.gz", "--count", "4",
        "--batch", "4", "--warmup", "0", "--protocol", protocol, "--parties", String.valueOf(parties)).assertDone();

    assertThat(result.out()).contains("same prediction", "4 of 4", "party " + (parties - 1))
        .doesNotContain("party " + parties);
  }
}
