package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Lanes between two JVMs, timed. */
@Isolated("times what it does")
class BenchTransportIT {
  @TempDir
  private Path directory;

  @Test
  void benchTransport_allKinds_timesEachBesideABareSocket() throws InterruptedException {
    Map<String, Config> lanes = run();

    assertThat(lanes.keySet()).containsExactly("artery", "bare socket", "memory", "tcp", "tcp-plain");
    assertThat(lanes.values()).allSatisfy(lane -> {
      assertThat(lane.getDouble("round_trip_p50_micros")).isPositive();
      assertThat(lane.getDouble("round_trip_p99_micros")).isGreaterThanOrEqualTo(
          lane.getDouble("round_trip_p50_micros"));
      assertThat(lane.getConfig("gigabytes_per_second").root().values()).hasSize(3)
          .allSatisfy(rate -> assertThat((Double) rate.unwrapped()).isPositive());
    });
  }

  @Test
  void benchTransport_link_shapesLanesButNotTheBareSocket() throws InterruptedException {
    Map<String, Config> lanes = run("--transport", "memory,tcp", "--link", "latency=4ms,bandwidth=400Mbit");

    assertThat(lanes.keySet()).containsExactly("bare socket", "memory", "tcp");
    lanes.forEach((kind, lane) -> {
      if (kind.equals("bare socket")) {
        assertThat(lane.getDouble("round_trip_p50_micros")).isLessThan(8_000);
      } else {
        // not much more on an idle machine
        assertThat(lane.getDouble("round_trip_p50_micros")).isGreaterThanOrEqualTo(8_000.0);
        assertThat(lane.getDouble("gigabytes_per_second.1048576")).isBetween(0.0, 0.05);
      }
    });
  }

  private Map<String, Config> run(String... more) throws InterruptedException {
    Path json = directory.resolve("lanes.json");
    List<String> args = new ArrayList<>(
        List.of("bench", "transport", "--runs", "1", "--warmup", "0", "--json", json.toString()));
    args.addAll(List.of(more));
    Cli.Result result = Cli.start(args.toArray(String[]::new)).await().assertDone();

    Map<String, Config> lanes = new TreeMap<>();
    ConfigFactory.parseFile(json.toFile()).getConfigList("lanes").forEach(l -> lanes.put(l.getString("lane"), l));
    assertThat(result.out()).contains(lanes.keySet());
    return lanes;
  }
}
