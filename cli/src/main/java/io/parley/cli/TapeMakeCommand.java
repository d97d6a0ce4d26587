package io.parley.cli;

import io.parley.client.Parley;
import io.parley.client.RoleReport;
import io.parley.client.RunOptions;
import io.parley.client.RunReport;
import io.parley.config.Link;
import io.parley.plan.BadRequestException;
import io.parley.plan.Plan;
import io.parley.protocols.cost.ComparisonChoice;
import io.parley.protocols.spi.Protocol;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the offline phase alone. */
@Command(name = "make",
    description = "Has the provider deal tapes for later runs of a model, with 'parley infer --tape' and the same --batch, "
        + "--protocol, --compare and --parties. Each serves one run.")
final class TapeMakeCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Spec
  private CommandSpec spec;

  @Mixin
  private ClusterOption cluster;

  @Parameters(paramLabel = "FILE.onnx", description = "The model; or one that ships with Parley: lenet, mlp.")
  private String model;

  @Option(names = "--count", paramLabel = "K", defaultValue = "1",
      description = "How many tapes. Default: ${DEFAULT-VALUE}.")
  private int count;

  @Mixin
  private ModelOptions options;

  @Mixin
  private PartiesOption parties;

  @Override
  public Integer call() throws InterruptedException {
    if (count < 1) {
      throw new BadRequestException("--count must be at least 1, not " + count);
    }
    cluster.check();
    Protocol protocol = options.protocol();
    Tapes.check(protocol);
    Optional<ComparisonChoice> comparisons = options.compare().over(Link.LAN);
    parties.check(protocol, comparisons);
    Plan plan = options.bound(model).surfacePlan();
    PrintWriter out = spec.commandLine().getOut();
    try (Parley parley = cluster.connect(PATIENCE)) {
      int chosen = parties.await(parley, protocol, comparisons, true, PATIENCE);
      RunOptions plain = RunOptions.defaults().withProtocol(protocol.name()).withParties(chosen);
      RunOptions run = comparisons.map(plain::withComparisons).orElse(plain);
      for (int i = 0; i < count; i++) {
        print(out, parley.makeTape(plan, run));
      }
    }
    return 0;
  }

  private static void print(PrintWriter out, RunReport made) {
    long bytes = made.roles().stream().mapToLong(RoleReport::bytesReceived).sum();
    out.println(
        made.session() + " for " + made.parties().stream().map(RoleReport::node).collect(Collectors.joining(", "))
            + String.format(Locale.ROOT, ": %.1f MB in %.2f s", bytes / 1e6, made.offlineSeconds()));
    out.flush();
  }
}
