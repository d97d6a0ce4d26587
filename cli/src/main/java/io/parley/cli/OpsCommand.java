package io.parley.cli;

import io.parley.crypto.FixedPoint;
import io.parley.plan.BadRequestException;
import io.parley.plan.Plan;
import io.parley.plan.catalogue.Catalogue;
import io.parley.plan.catalogue.CatalogueOp;
import io.parley.plan.catalogue.Changes;
import io.parley.plan.catalogue.Recipe;
import io.parley.plan.catalogue.Supported;
import io.parley.plan.lowering.Lowering;
import io.parley.protocols.Estimate;
import io.parley.protocols.Protocol;
import io.parley.protocols.Protocols;
import io.parley.protocols.Roles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the ops of ND4J's public API and how each is supported. */
@Command(name = "ops",
    description = "Lists the ops of ND4J: which of them run on secrets, by what and at what cost, and why others do not.",
    footer = {
        "",
        "Rounds and bytes are those of masked with 2 parties, for as many elements of the first operand as the "
            + "table says."})
final class OpsCommand implements Callable<Integer> {
  private static final String PROTOCOL = "masked";
  private static final int PARTIES = 2;
  private static final int ELEMENTS = 1000;

  @Spec
  private CommandSpec spec;

  @Option(names = "--search", paramLabel = "WORD", description = "Only those with the word in name, kind or formula.")
  private Optional<String> word = Optional.empty();

  @Option(names = "--changes", paramLabel = "FILE.json",
      description = "What is different from another catalogue, such as the op-catalogue.json of another version.")
  private Optional<Path> other = Optional.empty();

  @Override
  public Integer call() {
    Catalogue catalogue = Catalogue.load();
    PrintWriter out = spec.commandLine().getOut();
    if (other.isPresent()) {
      List<String> changes = Changes.between(read(other.get()), catalogue);
      out.println(changes.isEmpty() ? "No op changed." : String.join(System.lineSeparator(), changes));
      out.flush();
      return 0;
    }
    List<CatalogueOp> found = catalogue.ops().stream().filter(op -> word.map(op::mentions).orElse(true)).toList();
    if (found.isEmpty()) {
      throw new BadRequestException("No op of ND4J " + catalogue.version() + " mentions '" + word.orElse("")
          + "'; search a shorter word, or leave --search out to list all");
    }
    table(found).print(out);
    out.println();
    out.printf(Locale.ROOT, "%d of the %d ops of ND4J %s%n", found.size(), catalogue.ops().size(), catalogue.version());
    out.flush();
    return 0;
  }

  private static Catalogue read(Path file) {
    try {
      return Catalogue.parse(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw new BadRequestException("Cannot read the catalogue " + file + " (" + e.getClass().getSimpleName()
          + "); check the path and its permissions", e);
    }
  }

  private static Table table(List<CatalogueOp> ops) {
    Table table = new Table("op", "kind", "runs on", ">elements", ">rounds", ">kB per party", "by, or why not");
    Protocol protocol = Protocols.byName(PROTOCOL);
    Map<Recipe, Estimate> costs = new HashMap<>();
    for (CatalogueOp op : ops) {
      Optional<Recipe> recipe = Supported.recipe(op.name());
      Optional<Estimate> cost = recipe.map(r -> costs.computeIfAbsent(r, x -> cost(x, protocol)));
      table.row(op.name(), op.kind().label(), switch (op.support()) {
        case SECRET -> "secrets";
        case PUBLIC -> "public values";
        case UNSUPPORTED -> "—";
      }, recipe.map(r -> String.valueOf(r.operands().getFirst().elements(ELEMENTS))).orElse(""),
          cost.map(c -> String.valueOf(c.rounds())).orElse(""), cost.map(OpsCommand::kilobytes).orElse(""), op.how());
    }
    return table;
  }

  private static Estimate cost(Recipe recipe, Protocol protocol) {
    Plan surface = recipe.plan(ELEMENTS, FixedPoint.DEFAULT_FRACTION_BITS);
    return Estimate.of(Lowering.lower(surface, protocol.truncation()), protocol, new Roles(PARTIES));
  }

  private static String kilobytes(Estimate cost) {
    long bytes = cost.nodes().stream().mapToLong(Estimate.NodeCost::bytesPerParty).sum();
    return String.format(Locale.ROOT, "%.1f", bytes / 1e3);
  }
}
