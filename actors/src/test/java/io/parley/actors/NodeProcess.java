package io.parley.actors;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A node in a JVM of its own, to be killed. */
final class NodeProcess implements AutoCloseable {
  private final String role;
  private final String name;
  private final int port;
  private final String seed;
  private final Path log;
  private Process process;

  NodeProcess(String role, String name, int port, String seed, Path log) {
    this.role = role;
    this.name = name;
    this.port = port;
    this.seed = seed;
    this.log = log;
    this.process = launch();
  }

  /** The node's program: role, name, port and seed. */
  public static void main(String[] args) throws InterruptedException {
    ParleyNode node = ParleyNode.start(TestCluster.settings(Map.of("parley.node.roles", List.of(args[0]),
        "parley.node.name", args[1], "parley.node.port", Integer.parseInt(args[2]), "parley.node.seeds",
        List.of(args[3]))));
    node.whenTerminated().toCompletableFuture().join();
  }

  static int freePort() {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process launch() {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow", "--add-opens=java.base/java.nio=ALL-UNNAMED",
        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), NodeProcess.class.getName(), role, name,
        String.valueOf(port), seed));
    try {
      Files.createDirectories(log);
      return new ProcessBuilder(command).redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(log.toFile(), name + ".log"))).start();
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
