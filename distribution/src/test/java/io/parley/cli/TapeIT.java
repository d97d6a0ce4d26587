package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tapes made beforehand, with every role in a JVM of its own. */
class TapeIT {
  private static final Pattern ID = Pattern.compile("(?m)^[0-9a-f-]{36} ");

  @TempDir
  private Path home;

  @Test
  void tapes_madeBeforehand_serveOneRunEachWithoutAProvider() throws IOException, InterruptedException {
    String atHome = "-Duser.home=" + home;
    try (LocalNodes nodes = new LocalNodes(2, atHome, "-Dparley.node.warm-up=0s");
        WarmCli warm = new WarmCli(Cli.HOME, Cli.quick(atHome))) {
      String cluster = nodes.address();
      Cli.Result made = warm.run("tape", "make", "mlp", "--cluster", cluster, "--batch", "8", "--count", "2")
          .assertDone();
      assertThat(ID.matcher(made.out()).results()).hasSize(2);
      assertThat(warm.run("tape", "list", "--cluster", cluster).assertDone().out())
          .contains("party-0, party-1, client").containsPattern("(?s)usable.*usable").doesNotContain("incomplete");
      for (String node : List.of("party-0", "party-1", "client")) {
        assertThat(files(home.resolve(".parley").resolve(node).resolve("tapes"))).filteredOn(f -> f.endsWith(".tape"))
            .as(node).hasSize(2);
      }

      nodes.stopProvider();

      for (int run = 0; run < 2; run++) {
        assertThat(infer(warm, cluster).assertDone().out()).contains("8 of 8", "party 1").doesNotContain("provider ");
      }
      Cli.Result refused = infer(warm, cluster);
      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(refused.err()).containsPattern(
          "(?m)^parley: There is no unused tape .* Make one: parley tape make --protocol masked --parties 2.*$");
      assertThat(warm.run("tape", "list", "--cluster", cluster).assertDone().out()).contains("There are no tapes");
      assertThat(warm.run("tape", "burn", "--all", "--cluster", cluster).assertDone().out()).contains("Burned 0 tapes");
      String unknown = "00000000-0000-0000-0000-000000000000";
      warm.run("tape", "burn", unknown, "--cluster", cluster).assertRefused("There is no tape " + unknown,
          "parley tape list");
    }
  }

  private static Cli.Result infer(WarmCli warm, String cluster) throws IOException {
    return warm.run("infer", "--cluster", cluster, "--model", "mlp", "--images", "data/mnist/t10k-images-idx3-ubyte.gz",
        "--labels", "data/mnist/t10k-labels-idx1-ubyte.gz", "--count", "8", "--batch", "8", "--tape");
  }

  private static List<String> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(Path::toString).toList();
    }
  }
}
