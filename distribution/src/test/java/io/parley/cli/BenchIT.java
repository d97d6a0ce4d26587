package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Benchmarks on nodes in processes of their own, from measuring to the page. Begins early, since it takes long. */
@Order(2)
class BenchIT {
  @TempDir
  private Path directory;

  @Test
  void opsThenModelThenKernel_makeFilesThatAreReportedAndCompared() throws Exception {
    try (WarmCli warm = new WarmCli(directory, Cli.quick())) {
      assertThat(warm.run("bench", "ops", "--op", "mul,less", "--size", "3", "--protocol", "beaver,plain", "--roles",
          "--runs", "2", "--warmup", "1", "--json", "ops.json").assertDone()).satisfies(r -> {
            assertThat(r.out()).containsPattern("mul +3 +beaver +2 +loopback")
                .containsPattern("less +3 +plain +1 +loopback")
                .containsPattern("less +3 +beaver, 2 parties, loopback +provider");
            assertThat(r.err()).contains("less 3, beaver, 2 parties, loopback", "4 of 4 measurements done");
          });
      assertThat(warm.run("bench", "ops", "--op", "less", "--size", "3", "--compare", "tree,auto", "--link", "lan",
          "--runs", "1", "--warmup", "0", "--json", "ways.json").assertDone().out())
          .containsPattern("less +3 +masked by tree +2 +lan +2 ")
          .containsPattern("less +3 +masked by auto +2 +lan +1 ");
      assertThat(warm.run("bench", "models", "--model", "mlp", "--batch", "2", "--protocol", "plain", "--link",
          "loopback,lan", "--runs", "1", "--warmup", "0", "--json", "models.json").assertDone().out())
          .containsPattern("mlp +2 +plain +1 +loopback").contains("lan");
      assertThat(warm.run("bench", "kernels", "--op", "words.add,roundtrip", "--size", "64", "--runs", "1", "--warmup",
          "0", "--millis", "5", "--json", "kernels.json").assertDone().out())
          .contains("Words.add, vector", "RoundTrip.roundTrip, tcp-clear", "GB/s");
      assertThat(
          warm.run("bench", "sessions", "--protocol", "plain", "--runs", "3", "--warmup", "1").assertDone().out())
          .containsPattern("a run of its own( +[0-9.]+){4}").containsPattern("a step of a job( +[0-9.]+){4}");

      assertThat(warm.run("bench", "report", ".").assertDone().out()).contains("report.html", "charts");
      assertThat(directory.resolve("report.html")).content().contains("<h2>ops</h2>", "<h2>models</h2>",
          "<h2>kernels</h2>", "data:image/png;base64,", "party 1");
      assertThat(directory).isDirectoryContaining("glob:**/ops-time.png")
          .isDirectoryContaining("glob:**/link-mlp-2.png");

      assertThat(warm.run("bench", "compare", "ops.json", "ops.json").assertDone().out())
          .startsWith("0 of 12 times slower, 0 faster");
      slowDown(directory.resolve("ops.json"), directory.resolve("slow.json"));
      Cli.Result slower = warm.run("bench", "compare", "ops.json", "slow.json");
      assertThat(slower.exitCode()).isEqualTo(1);
      assertThat(slower.out()).startsWith("Slower").contains("mul 3, beaver, 2 parties, loopback",
          "of 12 times slower");
      warm.run("bench", "compare", "ops.json", "models.json").assertRefused("Nothing can be compared");
    }
  }

  /** Every time takes a thousand times as long: seconds are written as fractions, or with an exponent. */
  private static void slowDown(Path from, Path to) throws IOException {
    StringBuilder slow = new StringBuilder();
    for (String line : Files.readAllLines(from)) {
      Matcher time = Pattern.compile("(.*\"(?:min|max|median)\" : )([-+.0-9Ee]+)(,?)").matcher(line);
      slow.append(time.matches()
          ? time.group(1) + Double.parseDouble(time.group(2)) * 1000 + time.group(3)
          : line).append('\n');
    }
    Files.writeString(to, slow);
  }
}
