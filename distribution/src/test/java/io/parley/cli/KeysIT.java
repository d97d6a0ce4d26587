package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/security.md, run in its order, each in a JVM of its own; and what a stranger gets. */
class KeysIT {
  private static final Pattern BLOCK = Pattern.compile("^```sh\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  /** The page's port may be in use here. */
  private static final String PORT = "7400";

  @TempDir
  private Path directory;

  private static List<String> commands() throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(Cli.HOME.resolve("docs/security.md")));
    assertThat(block.find()).isTrue();
    return block.group(1).lines().toList();
  }

  @Test
  void consortium_asThePageHasIt_runs_andNobodyElseGetsIn() throws Exception {
    Files.copy(Cli.HOME.resolve("models/mlp.onnx"), directory.resolve("model.onnx"));
    Files.writeString(directory.resolve("rows.csv"), IntStream.range(0, 784).mapToObj(i -> "p" + i)
        .collect(Collectors.joining(",")) + "\n" + "0.5,".repeat(783) + "0.5\n");
    String port = String.valueOf(freePort());
    List<Cli> nodes = new ArrayList<>();
    try {
      for (String command : commands()) {
        assertThat(command).startsWith("./parley ");
        boolean isNode = command.endsWith(" &");
        String patient = command.contains(" run ") ? command + " --wait 120" : command;
        List<String> args = List.of(patient.replace(" &", "").replace(PORT, port).split(" "));
        Cli started = start(args.subList(1, args.size()));
        if (isNode) {
          nodes.add(started);
        } else {
          started.await().assertDone();
        }
      }
      assertThat(directory.resolve("scores.csv")).exists();
      Cli.Result stranger = start(List.of("run", "model.onnx", "--input", "rows.csv", "--output", "stolen.csv",
          "--cluster", "127.0.0.1:" + port, "--wait", "3")).await();
      assertThat(stranger.exitCode()).isEqualTo(2);
      assertThat(stranger.err()).contains("found no cluster");
      assertThat(directory.resolve("stolen.csv")).doesNotExist();
      assertThat(nodes).allMatch(node -> node.process().isAlive());
    } finally {
      nodes.forEach(Cli::close);
    }
  }

  private Cli start(List<String> args) {
    List<String> options = Cli.quick("-Dparley.tape.directory=" + directory.resolve("tapes-" + String.join("-", args)
        .hashCode()));
    return Cli.start(directory, options, args);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
