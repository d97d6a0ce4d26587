package io.parley.cli;

import io.parley.actors.Parley;
import io.parley.actors.RunOptions;
import io.parley.actors.RunReport;
import io.parley.actors.RunResult;
import io.parley.cli.local.LocalCluster;
import io.parley.config.Link;
import io.parley.plan.BadRequestException;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.plan.plaintext.PlaintextInterpreter;
import io.parley.protocols.Protocol;
import io.parley.protocols.Protocols;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times single ops; every run is checked against plaintext. */
@Command(name = "ops", description = "Times ops on secret operands and prints medians.")
final class BenchOpsCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Spec
  private CommandSpec spec;

  @Option(names = "--op", split = ",", paramLabel = "mul|ringmul|ltz|relu|matmul", defaultValue = "mul,ltz,relu",
      description = "The ops. Default: ${DEFAULT-VALUE}.")
  private List<String> ops;

  @Option(names = "--size", paramLabel = "N", defaultValue = "1000000",
      description = "Elements, or rows of square matrices. Default: ${DEFAULT-VALUE}.")
  private int size;

  @Option(names = "--parties", paramLabel = "N", description = "How many parties. Default: the fewest of the protocol.")
  private Optional<Integer> chosenParties = Optional.empty();

  @Option(names = "--protocol", paramLabel = "P", defaultValue = Protocols.DEFAULT,
      description = "The protocol. Default: ${DEFAULT-VALUE}.")
  private String protocolName;

  @Option(names = "--runs", paramLabel = "N", defaultValue = "5", description = "Runs that count. Default: 5.")
  private int runs;

  @Option(names = "--warmup", paramLabel = "N", defaultValue = "5",
      description = "Runs before them that do not. Default: 5.")
  private int warmups;

  @Mixin
  private LinkOption linkOption;

  @Override
  public Integer call() throws InterruptedException {
    if (size < 1 || runs < 1 || warmups < 0) {
      throw new BadRequestException("Size and runs must be at least 1, warm-ups at least 0, not " + size + ", " + runs
          + " and " + warmups);
    }
    Protocol protocol = Protocols.byName(protocolName);
    int parties = chosenParties.orElseGet(() -> Protocols.fewestParties(protocol));
    Protocols.checkParties(protocol, parties);
    List<BenchOp> chosen = ops.stream().map(BenchOp::of).toList();
    chosen.forEach(op -> op.plan(size));
    Link link = linkOption.link();
    PrintWriter out = spec.commandLine().getOut();
    Table table = new Table("op", ">size", ">rounds", ">MB a party sends", ">compute s, median", "min–max",
        ">online s, median", "min–max", ">offline s, median", "min–max");
    try (LocalCluster cluster = LocalCluster.start(parties, protocol.needsProvider(), link);
        Parley parley = cluster.connect()) {
      parley.awaitMembers(parties, protocol.needsProvider(), PATIENCE);
      for (BenchOp op : chosen) {
        table.row(measure(parley, op, protocol, parties));
      }
    }
    table.print(out);
    out.printf(Locale.ROOT, "%nProtocol %s, %d parties, each role a JVM of its own on this machine, link: %s; %d runs"
        + " after %d that do not count.%nCompute is the parties' time from the last input share to the end of"
        + " the op, checks included; online is from the first input share to the last output, offline before it (a tape of more than 1 GB is dealt"
        + " meanwhile). MB are"
        + " 10^6 bytes of payload, shares for the client included.%n", protocol.name(), parties, link.describe(), runs,
        warmups);
    out.flush();
    return 0;
  }

  private String[] measure(Parley parley, BenchOp op, Protocol protocol, int parties) throws InterruptedException {
    Plan plan = op.plan(size);
    Map<String, Values> inputs = op.inputs(size);
    Values expected = Objects.requireNonNull(PlaintextInterpreter.run(plan, inputs).get("z"));
    RunOptions options = RunOptions.defaults().withProtocol(protocol.name()).withParties(parties)
        .withMode(Tapes.mode(plan, protocol, parties));
    List<RunReport> reports = new ArrayList<>();
    for (int run = 0; run < warmups + runs; run++) {
      RunResult result = parley.runValues(plan, options, inputs);
      check(op, result.value("z"), expected);
      if (run >= warmups) {
        reports.add(result.report());
      }
    }
    RunReport last = reports.getLast();
    List<String> row = new ArrayList<>(List.of(op.label(), String.valueOf(size),
        String.valueOf(last.parties().stream().mapToInt(r -> r.rounds()).max().orElse(0)),
        decimal(last.parties().stream().mapToLong(r -> r.bytesSent()).max().orElse(0) / 1e6)));
    for (ToDoubleFunction<RunReport> seconds : List.<ToDoubleFunction<RunReport>>of(RunReport::computeSeconds,
        RunReport::onlineSeconds, RunReport::offlineSeconds)) {
      List<Double> sorted = reports.stream().map(seconds::applyAsDouble).sorted().toList();
      row.add(decimal(median(sorted)));
      row.add(decimal(sorted.getFirst()) + "–" + decimal(sorted.getLast()));
    }
    return row.toArray(String[]::new);
  }

  /** Rounding of the operands and truncation, for operands up to 8. */
  private void check(BenchOp op, Values got, Values expected) {
    double tolerance = op == BenchOp.LTZ ? 0 : 0x1p-10 * (op == BenchOp.MATMUL ? size : 1);
    for (int i = 0; i < expected.data().length; i++) {
      if (!(Math.abs(got.data()[i] - expected.data()[i]) <= tolerance)) {
        throw new FailedException(op.label() + " gave a wrong value at " + i + ": " + got.data()[i] + " instead of "
            + expected.data()[i]);
      }
    }
  }

  private static double median(List<Double> sorted) {
    return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
