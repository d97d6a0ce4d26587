package io.parley.cli;

import io.parley.actors.Members;
import io.parley.actors.Parley;
import io.parley.actors.RoleReport;
import io.parley.actors.RunOptions;
import io.parley.actors.RunReport;
import io.parley.config.Link;
import io.parley.plan.BadRequestException;
import io.parley.plan.Plan;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.onnx.WeightVisibility;
import io.parley.protocols.Comparisons;
import io.parley.protocols.Protocol;
import io.parley.protocols.Protocols;
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

  @Option(names = "--batch", paramLabel = "B", defaultValue = "128",
      description = "How many images go together. Default: ${DEFAULT-VALUE}.")
  private int batch;

  @Option(names = "--count", paramLabel = "K", defaultValue = "1",
      description = "How many tapes. Default: ${DEFAULT-VALUE}.")
  private int count;

  @Option(names = "--protocol", paramLabel = "P", defaultValue = Protocols.DEFAULT,
      description = "The protocol. Default: ${DEFAULT-VALUE}.")
  private String protocolName;

  @Mixin
  private CompareOption compare;

  @Option(names = "--parties", paramLabel = "N",
      description = "How many parties. Default: all of the cluster, or as few as the protocol needs.")
  private Optional<Integer> chosenParties = Optional.empty();

  @Override
  public Integer call() throws InterruptedException {
    if (count < 1) {
      throw new BadRequestException("--count must be at least 1, not " + count);
    }
    cluster.check();
    Protocol protocol = Protocols.byName(protocolName);
    Tapes.check(protocol);
    Optional<Comparisons> comparisons = compare.over(Link.LAN);
    chosenParties.ifPresent(n -> check(protocol, n, comparisons));
    Plan lowered = Lowering.lower(Models.read(model).bind(batch, Inference.FRACTION_BITS, WeightVisibility.SECRET)
        .surfacePlan(), protocol.truncation());
    PrintWriter out = spec.commandLine().getOut();
    try (Parley parley = cluster.connect(PATIENCE)) {
      Members members = parley.awaitMembers(chosenParties.orElseGet(() -> Protocols.fewestParties(protocol)), true,
          PATIENCE);
      int parties = chosenParties.orElseGet(() -> Tapes.parties(protocol, members.parties().size()));
      check(protocol, parties, comparisons);
      Plan plan = comparisons.map(c -> c.choose(lowered, protocol, parties)).orElse(lowered);
      RunOptions options = RunOptions.defaults().withProtocol(protocolName).withParties(parties);
      for (int i = 0; i < count; i++) {
        print(out, parley.makeTape(plan, options));
      }
    }
    return 0;
  }

  private static void check(Protocol protocol, int parties, Optional<Comparisons> comparisons) {
    Protocols.checkParties(protocol, parties);
    comparisons.ifPresent(c -> Comparisons.check(protocol, parties, c.by()));
  }

  private static void print(PrintWriter out, RunReport made) {
    long bytes = made.roles().stream().mapToLong(RoleReport::bytesReceived).sum();
    out.println(
        made.session() + " for " + made.parties().stream().map(RoleReport::node).collect(Collectors.joining(", "))
            + String.format(Locale.ROOT, ": %.1f MB in %.2f s", bytes / 1e6, made.offlineSeconds()));
    out.flush();
  }
}
