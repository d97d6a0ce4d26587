package io.parley.actors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * A node in a JVM of its own, to be killed, and to come back at the same address. Nobody else has that meanwhile: the
 * host is a loopback address of its own, and the system hands out no such low port by itself.
 */
final class NodeProcess implements AutoCloseable {
  /** Held by tests with many JVMs: two of them at once are too much for two cores. */
  static final String MANY = "many JVMs";
  private static final int PORT = 7400;

  private final String role;
  private final String name;
  private final String host;
  private final String seed;
  private final Path log;
  private Process process;

  NodeProcess(String role, String name, String host, String seed, Path log) {
    this.role = role;
    this.name = name;
    this.host = host;
    this.seed = seed;
    this.log = log;
    this.process = launch();
  }

  /** The node's program: role, name, host and seed. */
  public static void main(String[] args) throws InterruptedException {
    ParleyNode node = ParleyNode.start(TestCluster.settings(Map.of("parley.node.roles", List.of(args[0]),
        "parley.node.name", args[1], "parley.node.host", args[2], "parley.node.port", PORT,
        "parley.node.seeds", List.of(args[3]), "parley.session.prepare-timeout", "120s", "parley.lane.link",
        KilledNodeTest.LINK)));
    node.whenTerminated().toCompletableFuture().join();
  }

  /** Addresses of this machine alone, that no other test uses. */
  static List<String> hosts(int count) {
    int network = ThreadLocalRandom.current().nextInt(1 << 16, 1 << 24) & ~0xff;
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> "127." + (network >> 16) + "." + ((network >> 8) & 255) + "." + i).toList();
  }

  /** Where a node on such a host is found. */
  static String address(String host) {
    return host + ":" + PORT;
  }

  private Process launch() {
    return launch(log.resolve(name + ".log"), List.of(), NodeProcess.class, List.of(role, name, host, seed));
  }

  /** Starts a program of these tests in a JVM of its own. */
  static Process launch(Path log, List<String> options, Class<?> program, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow", "--add-opens=java.base/java.nio=ALL-UNNAMED",
        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(arguments);
    try {
      Files.createDirectories(log.getParent());
      return new ProcessBuilder(command).redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL, as by the system when memory runs out. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  void restart() {
    process = launch();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
