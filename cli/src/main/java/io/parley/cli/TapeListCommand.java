package io.parley.cli;

import io.parley.client.Parley;
import io.parley.client.TapeInfo;
import io.parley.identity.SpiffeId;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what lies in the tape stores of a cluster and of this client. */
@Command(name = "list",
    description = "Lists the tapes that are not burned, from the oldest. One that a node lacks is incomplete and serves no "
        + "run.")
final class TapeListCommand implements Callable<Integer> {
  private static final int PLAN_ID_DIGITS = 12;

  @Spec
  private CommandSpec spec;

  @Mixin
  private ClusterOption cluster;

  @Override
  public Integer call() throws InterruptedException {
    cluster.check();
    PrintWriter out = spec.commandLine().getOut();
    try (Parley parley = cluster.connect(Duration.ZERO)) {
      List<TapeInfo> tapes = parley.tapes();
      if (tapes.isEmpty()) {
        out.println("There are no tapes. Make one: parley tape make");
      } else {
        print(out, tapes);
      }
      out.flush();
    }
    return 0;
  }

  private static void print(PrintWriter out, List<TapeInfo> tapes) {
    Table table = new Table("tape", "plan", "plan id", "protocol", "parties", "dealt by", "owner", "held by", ">MB",
        ">age", "");
    long now = System.currentTimeMillis();
    for (TapeInfo tape : tapes) {
      table.row(tape.tape().id().toString(), tape.tape().planName(), tape.tape().planId().substring(0, PLAN_ID_DIGITS),
          tape.tape().protocol(), String.join(", ", tape.tape().parties()), name(tape.tape().dealer()),
          name(tape.tape().owner()), String.join(", ", tape.holders()),
          String.format(Locale.ROOT, "%.1f", tape.bytes() / 1e6), age(Duration.ofMillis(now - tape.createdMillis())),
          tape.isUsable() ? "usable" : "incomplete");
    }
    table.print(out);
  }

  private static String name(String id) {
    return SpiffeId.parse(id).orElseThrow().name();
  }

  static String age(Duration age) {
    if (age.toDays() > 0) {
      return age.toDays() + " d";
    }
    if (age.toHours() > 0) {
      return age.toHours() + " h";
    }
    return age.toMinutes() > 0 ? age.toMinutes() + " min" : Math.max(0, age.toSeconds()) + " s";
  }
}
