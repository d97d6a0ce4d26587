package io.parley.cli;

import io.parley.nd4j.catalogue.Catalogue;
import io.parley.nd4j.catalogue.CatalogueOp;
import io.parley.nd4j.catalogue.Changes;
import io.parley.nd4j.catalogue.OpCost;
import io.parley.plan.BadRequestException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
        "Rounds and bytes are those of " + OpCost.PROTOCOL + " with " + OpCost.PARTIES
            + " parties, on operands of the shapes in the table, the opening of the result included."})
final class OpsCommand implements Callable<Integer> {
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
    Table table = new Table("op", "kind", "runs on", "on", ">rounds", ">kB per party", "by, or why not");
    for (CatalogueOp op : ops) {
      Optional<OpCost> cost = op.cost();
      table.row(op.name(), op.kind().label(), switch (op.support()) {
        case SECRET -> "secrets";
        case PUBLIC -> "public values";
        case UNSUPPORTED -> "—";
      }, cost.map(OpCost::example).orElse(""), cost.map(c -> String.valueOf(c.rounds())).orElse(""),
          cost.map(OpCost::kilobytes).orElse(""), op.how());
    }
    return table;
  }
}
