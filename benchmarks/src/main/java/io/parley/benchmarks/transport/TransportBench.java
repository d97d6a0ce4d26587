package io.parley.benchmarks.transport;

import io.parley.actors.transport.Address;
import io.parley.cli.failure.FailedException;
import io.parley.cli.local.JvmOptions;
import io.parley.config.Link;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Measures lanes between this JVM and one that echoes, and a bare socket between the same two. */
public final class TransportBench implements AutoCloseable {
  private final Process echo;
  private final BufferedReader answers;
  private final Writer orders;
  private final Map<String, Load.Connection> connections = new LinkedHashMap<>();
  private final List<LaneEnd> ends = new ArrayList<>();

  private TransportBench(Process echo) {
    this.echo = echo;
    this.answers = echo.inputReader(StandardCharsets.UTF_8);
    this.orders = echo.outputWriter(StandardCharsets.UTF_8);
  }

  /**
   * Starts the other JVM and connects with it in all these ways, and in the bare one.
   *
   * @param command the words after {@code parley} that start an {@link EchoServer}
   */
  public static TransportBench start(List<LaneKind> kinds, Link link, List<String> command)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(JvmOptions.ofNode());
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.parley.cli.Main"));
    line.addAll(command);
    TransportBench bench = new TransportBench(
        new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    try {
      bench.connect(kinds, link);
      return bench;
    } catch (IOException | InterruptedException | RuntimeException e) {
      bench.close();
      throw e;
    }
  }

  private void connect(List<LaneKind> kinds, Link link) throws IOException, InterruptedException {
    connections.put(LaneResult.BARE, BareSocket.dial(Integer.parseInt(ask("bare")[1])));
    for (LaneKind kind : kinds) {
      UUID session = UUID.randomUUID();
      LaneEnd end = LaneEnd.open(kind, link, session, 0);
      ends.add(end);
      connections.put(kind.label(), end);
      if (kind == LaneKind.MEMORY) {
        LaneEnd other = end.other(session);
        ends.add(other);
        join(end, other.address(), () -> other.connect(end.address()));
        other.echo();
      } else {
        Address other = EchoServer.address(ask("open " + kind.label() + " " + link + " " + session));
        join(end, other, () -> ask("peer " + EchoServer.text(end.address())));
      }
    }
  }

  private interface Step {
    void run() throws IOException, InterruptedException;
  }

  /** Both ends have to connect at the same time. */
  private static void join(LaneEnd end, Address other, Step otherConnects) throws IOException, InterruptedException {
    Thread connecting = Thread.ofVirtual().start(() -> {
      try {
        end.connect(other);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    otherConnects.run();
    connecting.join();
  }

  private String[] ask(String order) throws IOException {
    orders.write(order + "\n");
    orders.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new FailedException("the JVM that echoes has ended");
    }
    return answer.split(" ");
  }

  /** All ways in turn, so often; medians. The runs that do not count come first. */
  public List<LaneResult> measure(int warmups, int runs) throws IOException, InterruptedException {
    Map<String, List<LaneResult>> results = new LinkedHashMap<>();
    for (int run = 0; run < warmups + runs; run++) {
      for (Map.Entry<String, Load.Connection> entry : connections.entrySet()) {
        LaneResult result = Load.measure(entry.getKey(), entry.getValue());
        if (run >= warmups) {
          results.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>()).add(result);
        }
      }
    }
    List<LaneResult> medians = new ArrayList<>();
    results.forEach((lane, all) -> medians.add(LaneResult.median(lane, all)));
    return medians;
  }

  @Override
  public void close() {
    echo.destroy();
    ends.forEach(LaneEnd::close);
  }
}
