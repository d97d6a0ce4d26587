package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A cluster on this machine whose network is made to be slow. */
@Isolated("times what it does")
class QuickstartLinkIT {
  /** Failures leave logs there. */
  @TempDir
  private Path directory;

  @Test
  void quickstart_link_takesItsLatencyEachRound() throws InterruptedException {
    Path json = directory.resolve("run.json");
    Cli.Result result = Cli.start(Cli.quick("-Djava.io.tmpdir=" + directory), "quickstart", "--model", "mlp",
        "--images", "4", "--batch", "4", "--warmup", "0", "--link", "latency=30ms,bandwidth=500Mbit", "--json",
        json.toString()).await().assertDone();

    assertThat(result.out()).contains("a link of 30 ms each way, 500 Mbit/s");
    Config report = ConfigFactory.parseFile(json.toFile());
    int rounds = report.getConfigList("roles").stream().mapToInt(r -> r.getInt("rounds")).max().orElseThrow();
    assertThat(report.getDouble("online_seconds")).isBetween(0.03 * rounds, 0.03 * (rounds + 2) + 2);
  }
}
