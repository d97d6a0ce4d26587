package io.parley.cli;

import io.parley.client.Parley;
import io.parley.plan.BadRequestException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes sure that tapes are not used any more. */
@Command(name = "burn",
    description = "Burns a tape, or all of them, at the parties that are there and at this client. Burned tapes are gone.")
final class TapeBurnCommand implements Callable<Integer> {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  @Spec
  private CommandSpec spec;

  @Mixin
  private ClusterOption cluster;

  @Parameters(paramLabel = "ID", arity = "0..1", description = "Of the tape, as 'parley tape list' shows it.")
  private Optional<String> id = Optional.empty();

  @Option(names = "--all", description = "All tapes.")
  private boolean all;

  @Override
  public Integer call() throws InterruptedException {
    if (all == id.isPresent()) {
      throw new BadRequestException("Say which tape to burn: its id, or --all");
    }
    Optional<UUID> which = id.map(TapeBurnCommand::parse);
    cluster.check();
    PrintWriter out = spec.commandLine().getOut();
    try (Parley parley = cluster.connect(Duration.ZERO)) {
      Set<UUID> burned = parley.burnTapes(which);
      if (which.isPresent() && burned.isEmpty()) {
        throw new BadRequestException(
            "There is no tape " + which.get() + " in the cluster. 'parley tape list' lists all");
      }
      out.println("Burned " + (burned.size() == 1 ? "1 tape" : burned.size() + " tapes") + ".");
      out.flush();
    }
    return 0;
  }

  private static UUID parse(String id) {
    if (!ID.matcher(id).matches()) {
      throw new BadRequestException("'" + id + "' is not the id of a tape. 'parley tape list' lists all");
    }
    return UUID.fromString(id);
  }
}
