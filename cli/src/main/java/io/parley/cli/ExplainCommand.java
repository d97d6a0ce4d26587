package io.parley.cli;

import io.parley.plan.BadRequestException;
import io.parley.plan.Plan;
import io.parley.plan.lowering.Attribution;
import io.parley.protocols.cost.Estimate;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import io.parley.protocols.spi.Roles;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Predicts what a run will cost. */
@Command(name = "explain",
    description = "Predicts rounds, bytes and time of one private run, op by op, without running it. "
        + "Rounds and bytes are exact. With --ranges or --mock: how large its values get, and how exact they are.",
    footer = {
        "",
        "Time is predicted by a simple model: a round takes the latency, bytes pass through each role's link one "
            + "after the other, a core does 15*10^9 multiply-adds and handles 10^9 bytes per second, and the roles "
            + "compute at the same time. What several ops of the model have in common counts to the first of them; "
            + "the rounds of an op are those that follow one another."})
final class ExplainCommand implements Callable<Integer> {
  private static final int MOST_PARTIES = 1000;

  @Spec
  private CommandSpec spec;

  /** As of links. */
  private static final int MOST_LATENCY_MILLIS = 10_000;
  private static final double LEAST_MBPS = 0.001;
  private static final int MOST_MBPS = 1_000_000;

  @Parameters(paramLabel = "FILE.onnx", description = "The model; or one that ships with Parley: lenet, mlp.")
  private String model;

  @Mixin
  private ModelOptions options;

  @Mixin
  private PrecisionOptions precision;

  @Option(names = "--parties", paramLabel = "N", description = "How many parties. Default: the fewest of the protocol.")
  private Optional<Integer> chosenParties = Optional.empty();

  @Option(names = "--latency-ms", paramLabel = "MS", defaultValue = "0.1",
      description = "Of one message. Default: ${DEFAULT-VALUE}.")
  private double latencyMillis;

  @Option(names = "--bandwidth-mbps", paramLabel = "MBPS", defaultValue = "10000",
      description = "Of each role's link, in 10^6 bits per second. Default: ${DEFAULT-VALUE}.")
  private double bandwidthMbps;

  @Option(names = "--lowered", description = "Op by op of the plan that the parties run, instead of the model's.")
  private boolean showsLowered;

  @Option(names = "--expand",
      description = "Shows below each op of the model the ops that the parties run for it.")
  private boolean expand;

  @Override
  public Integer call() {
    if (showsLowered && expand) {
      throw new BadRequestException("--lowered shows the parties' ops alone, --expand shows them below the model's; "
          + "name one of them");
    }
    if (!(latencyMillis >= 0 && latencyMillis <= MOST_LATENCY_MILLIS)) {
      throw new BadRequestException("--latency-ms must be between 0 and " + MOST_LATENCY_MILLIS + ", not "
          + latencyMillis);
    }
    if (!(bandwidthMbps >= LEAST_MBPS && bandwidthMbps <= MOST_MBPS)) {
      throw new BadRequestException("--bandwidth-mbps must be between 0.001 and " + MOST_MBPS + ", not "
          + bandwidthMbps);
    }
    Protocol protocol = options.protocol();
    int parties = chosenParties.orElseGet(() -> Protocols.fewestParties(protocol));
    if (parties > MOST_PARTIES) {
      throw new BadRequestException("--parties must be at most " + MOST_PARTIES + ", not " + parties);
    }
    Protocols.checkParties(protocol, parties);
    Roles roles = new Roles(parties);
    if (precision.areGiven()) {
      PrecisionReport.of(Models.any(model), options, precision).print(spec.commandLine().getOut());
      return 0;
    }
    Attribution by = Attribution.of(options.bound(model).surfacePlan(), protocol.target());
    Plan lowered = by.lowered();
    Plan plan = options.compare()
        .over(Duration.ofNanos(Math.round(latencyMillis * 1e6)), Math.max(1, Math.round(bandwidthMbps * 1e6)))
        .map(c -> c.choose(lowered, protocol, parties)).orElse(lowered);
    Estimate cost = Estimate.of(plan, protocol, roles);
    PrintWriter out = spec.commandLine().getOut();
    (showsLowered ? CostRows.lowered(plan, cost) : CostRows.surface(by, plan, cost, expand)).print(out);
    out.println();
    totals(cost, protocol, roles).print(out);
    out.println();
    Prediction time = Prediction.of(plan, cost, roles, latencyMillis, bandwidthMbps);
    out.printf(Locale.ROOT, "%s: %d images, %s with %d parties: %d rounds; predicted %.3f s offline, %.3f s online%n",
        plan.name(), options.batch(), protocol.name(), parties, cost.rounds(), time.offlineSeconds(),
        time.onlineSeconds());
    out.flush();
    return 0;
  }

  private static Table totals(Estimate cost, Protocol protocol, Roles roles) {
    Table table = new Table("role", ">MB sent", ">MB received");
    for (int role = 0; role < roles.count(); role++) {
      if (role != roles.provider() || protocol.needsProvider()) {
        table.row(roles.describe(role), megabytes(cost.sentBy(role)), megabytes(cost.receivedBy(role)));
      }
    }
    return table;
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.3f", bytes / 1e6);
  }
}
