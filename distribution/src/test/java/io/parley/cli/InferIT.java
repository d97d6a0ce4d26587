package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.parley.plan.Plan;
import io.parley.plan.WeightVisibility;
import io.parley.plan.lowering.Lowering;
import io.parley.protocols.cost.Estimate;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import io.parley.protocols.spi.Roles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client of a running cluster. */
class InferIT {
  private static final int PARTIES = 2;
  private static LocalNodes nodes;
  private static Cli askingForThree;
  private static WarmCli client;

  @TempDir
  private Path directory;

  @BeforeAll
  static void startCluster() throws InterruptedException, IOException {
    nodes = LocalNodes.ofTwo();
    // It waits for the third party for a while.
    askingForThree = Cli.start(command("--count", "8", "--parties", "3", "--wait", "5"));
    client = new WarmCli(Cli.HOME, Cli.quick());
  }

  @AfterAll
  static void stopCluster() {
    client.close();
    askingForThree.close();
  }

  @Test
  void infer_batchesAndARest_agreesWithPlaintextAndWritesEveryFigure() throws IOException {
    Path json = directory.resolve("out.json");

    Cli.Result result = infer("--count", "20", "--batch", "8", "--warmup", "0", "--json", json.toString())
        .assertDone();

    Config report = read(json);
    assertThat(report.getInt("count")).isEqualTo(20);
    assertThat(report.getInt("batches")).isEqualTo(3);
    assertThat(report.getDouble("agreement")).isEqualTo(1);
    assertThat(report.getDouble("plaintext_accuracy")).isGreaterThan(0.9);
    assertThat(report.getDouble("max_abs_error")).isBetween(0.0, 0.01);
    assertThat(report.getDouble("offline_seconds")).isPositive();
    assertThat(report.getDouble("total_seconds")).isGreaterThan(report.getDouble("online_seconds"));
    assertThat(report.root()).containsKeys("model", "protocol", "parties", "batch", "accuracy", "roles");
    assertThat(report.getConfigList("roles")).hasSize(PARTIES + 2).allSatisfy(role -> {
      assertThat(role.root()).containsKeys("name", "rounds", "bytes_sent", "bytes_received");
      assertThat(role.getDouble("peak_rss_mb")).isGreaterThan(20);
    });
    assertThat(result.out()).contains("20 of 20", "images per second", "party 1", "provider");
  }

  @Test
  void infer_oneBatch_costsExactlyWhatExplainPredicts() throws IOException {
    Path json = directory.resolve("out.json");
    Protocol protocol = Protocols.byName(Protocols.DEFAULT);
    Plan plan = Lowering.lower(Models.read("mlp").bind(16, Inference.FRACTION_BITS, WeightVisibility.SECRET)
        .surfacePlan(), protocol.target());
    Roles roles = new Roles(PARTIES);
    Estimate estimate = Estimate.of(plan, protocol, roles);

    infer("--count", "16", "--batch", "16", "--warmup", "0", "--json", json.toString()).assertDone();

    for (Config measured : read(json).getConfigList("roles")) {
      String name = measured.getString("name");
      int role = List.of("party 0", "party 1", "provider", "client").indexOf(name);
      assertThat(measured.getLong("bytes_sent")).as(name).isEqualTo(estimate.sentBy(role));
      assertThat(measured.getLong("bytes_received")).as(name).isEqualTo(estimate.receivedBy(role));
      if (roles.isParty(role)) {
        assertThat(measured.getInt("rounds")).as(name).isEqualTo(estimate.rounds());
      }
    }
  }

  @Test
  void infer_streamed_works() throws IOException {
    assertThat(infer("--count", "8", "--batch", "8", "--warmup", "0", "--stream").assertDone().out())
        .contains("8 of 8");
  }

  @Test
  void infer_morePartiesThanThereAre_saysWhatIsMissing() throws InterruptedException {
    askingForThree.await().assertRefused("3 parties");
  }

  private static Cli.Result infer(String... more) throws IOException {
    return client.run(command(more));
  }

  private static String[] command(String... more) {
    List<String> args = new ArrayList<>(List.of("infer", "--cluster", nodes.address(), "--model", "mlp", "--images",
        "data/mnist/t10k-images-idx3-ubyte.gz", "--labels", "data/mnist/t10k-labels-idx1-ubyte.gz"));
    args.addAll(List.of(more));
    return args.toArray(String[]::new);
  }

  private static Config read(Path json) {
    assertThat(Files.isRegularFile(json)).isTrue();
    return ConfigFactory.parseFile(json.toFile(), ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
  }
}
