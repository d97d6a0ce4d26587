package io.parley.benchmarks.command;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.parley.benchmarks.transport.EchoServer;
import io.parley.benchmarks.transport.LaneKind;
import io.parley.benchmarks.transport.LaneResult;
import io.parley.benchmarks.transport.TransportBench;
import io.parley.cli.LinkOption;
import io.parley.cli.OutputFile;
import io.parley.cli.Table;
import io.parley.config.Link;
import io.parley.plan.BadRequestException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times the lanes between two JVMs. */
@Command(name = "transport", description = "Times the lanes between two JVMs, and a bare socket between the same two.",
    subcommands = BenchTransportCommand.Echo.class)
final class BenchTransportCommand implements Callable<Integer> {
  private static final String ECHO = "echo";

  @Spec
  private CommandSpec spec;

  @Option(names = "--transport", split = ",", paramLabel = "memory|tcp|tcp-plain|artery",
      defaultValue = "memory,tcp,tcp-plain,artery",
      description = "Which: within one JVM, direct and sealed, direct and not sealed, through Artery and sealed. "
          + "Default: ${DEFAULT-VALUE}.")
  private List<String> transports;

  @Option(names = "--runs", paramLabel = "N", defaultValue = "5", description = "Runs that count. Default: 5.")
  private int runs;

  @Option(names = "--warmup", paramLabel = "N", defaultValue = "3",
      description = "Runs before them that do not. Default: 3.")
  private int warmups;

  @Mixin
  private LinkOption linkOption;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes all figures there.")
  private @Nullable Path json;

  /** The other JVM. */
  @Command(name = ECHO, hidden = true)
  static final class Echo implements Callable<Integer> {
    @Override
    public Integer call() throws IOException, InterruptedException {
      EchoServer.serve(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), System.out);
      return 0;
    }
  }

  @Override
  public Integer call() throws Exception {
    if (runs < 1 || warmups < 0) {
      throw new BadRequestException("--runs must be at least 1 and --warmup at least 0, not " + runs + " and "
          + warmups);
    }
    Link link = linkOption.link();
    List<LaneKind> kinds = transports.stream().map(LaneKind::of).distinct().toList();
    Optional.ofNullable(json).ifPresent(OutputFile::checkWritable);
    List<LaneResult> results;
    try (TransportBench bench = TransportBench.start(kinds, link, List.of("bench", "transport", ECHO))) {
      results = onVirtualThread(() -> bench.measure(warmups, runs));
    }
    print(results, link, spec.commandLine().getOut());
    if (json != null) {
      Files.writeString(json, ConfigValueFactory.fromMap(asMap(results, link))
          .render(ConfigRenderOptions.concise().setFormatted(true)) + "\n");
    }
    return 0;
  }

  /** As ops run. */
  private static List<LaneResult> onVirtualThread(Callable<List<LaneResult>> measure) throws Exception {
    FutureTask<List<LaneResult>> task = new FutureTask<>(measure);
    Thread.ofVirtual().name("bench").start(task);
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private void print(List<LaneResult> results, Link link, PrintWriter out) {
    LaneResult bare = results.getFirst();
    List<String> titles = new ArrayList<>(List.of("lane", ">round trip µs, p50", ">p99", ">× bare"));
    bare.gigabytesPerSecond().keySet().forEach(bytes -> titles.addAll(List.of(">GB/s, " + size(bytes), ">bare ÷")));
    Table table = new Table(titles.toArray(String[]::new));
    for (LaneResult result : results) {
      List<String> row = new ArrayList<>(List.of(result.lane(), decimal(result.roundTripP50Micros()),
          decimal(result.roundTripP99Micros()),
          decimal(result.roundTripP50Micros() / bare.roundTripP50Micros())));
      result.gigabytesPerSecond().forEach((bytes, rate) -> row.addAll(List.of(decimal(rate),
          decimal(bare.gigabytesPerSecond(bytes) / rate))));
      table.row(row.toArray(String[]::new));
    }
    table.print(out);
    out.printf(Locale.ROOT, "%nLink: %s, for all but the bare socket. Medians of %d runs after %d that do not count, in"
        + " turn. Between two JVMs on this machine, memory within one; a round trip carries %d bytes of payload each"
        + " way, from virtual thread to virtual thread, on the bare socket from thread to thread. A GB is 10^9 bytes"
        + " of payload.%n", link.describe(), runs, warmups, bare.roundTripBytes());
    out.flush();
  }

  private Map<String, Object> asMap(List<LaneResult> results, Link link) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("link", link.toString());
    map.put("runs", runs);
    map.put("warmups", warmups);
    map.put("lanes", results.stream().map(LaneResult::asMap).toList());
    return map;
  }

  private static String size(int bytes) {
    return bytes >= 1 << 20 ? (bytes >> 20) + " MiB" : (bytes >> 10) + " KiB";
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
