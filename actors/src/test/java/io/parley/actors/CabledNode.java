package io.parley.actors;

import io.parley.client.Parley;
import io.parley.client.RunFailedException;
import io.parley.client.RunOptions;
import io.parley.config.NodeSettings;
import io.parley.plan.BadRequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A node in a JVM of its own, behind {@link Cables}. A client waits for {@link #go}, runs one plan, and ends; other nodes
 * leave the cluster then.
 */
final class CabledNode implements AutoCloseable {
  private static final String COORDINATOR = "coordinator";
  private static final String FAILED = "failed: ";

  private final Path log;
  private final Process process;

  CabledNode(String role, String name, Cables cables, Path logs) {
    log = logs.resolve(name + ".log");
    try {
      Files.deleteIfExists(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    process = NodeProcess.launch(log, List.of("-Djdk.net.hosts.file=" + cables.hosts(name)), CabledNode.class,
        List.of(role, name, cables.address(name)));
  }

  /** The program: role, name and the address to listen at. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Map<String, Object> keys = new HashMap<>(Map.of("parley.node.roles", List.of(args[0]), "parley.node.name", args[1],
        "parley.node.host", args[1], "parley.node.bind-host", args[2], "parley.node.port", Cables.PORT,
        "parley.lane.port", Cables.LANE_PORT, "parley.client.connect-timeout", "300s",
        "parley.session.connect-timeout", "60s", "parley.session.prepare-timeout", "60s"));
    keys.put("parley.lane.link", KilledNodeTest.LINK);
    keys.put("parley.node.seeds", List.of(COORDINATOR + ":" + Cables.PORT));
    NodeSettings settings = TestCluster.settings(keys);
    if (args[0].equals("client")) {
      System.exit(isTold() ? run(settings) : 0);
    }
    try (ParleyNode _ = ParleyNode.start(settings)) {
      var _ = isTold();
    }
    System.exit(0);
  }

  private static boolean isTold() throws IOException {
    return System.in.read() > 0;
  }

  /** As {@code parley infer} does it: the exit code comes after all is closed. */
  private static int run(NodeSettings settings) throws InterruptedException {
    try (Parley parley = Parley.connect(settings)) {
      parley.awaitMembers(2, true, Duration.ofMinutes(4));
      RunOptions options = RunOptions.defaults()
          .withProgress(step -> say(step.name().toLowerCase(Locale.ROOT)));
      parley.run(KilledNodeTest.LONG, options, PlansForTests.inputs(2, 1));
      say("done");
      return 0;
    } catch (RunFailedException | BadRequestException e) {
      say(FAILED + e.getMessage());
      return 1;
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  void go() {
    try {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it has said so far. */
  String said() {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Why a client's run failed. */
  String failure() {
    return said().lines().filter(line -> line.startsWith(FAILED)).findFirst().orElse("");
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Whether it ended by itself in time. */
  boolean awaitEnd(long time, TimeUnit unit) throws InterruptedException {
    return process.waitFor(time, unit);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
