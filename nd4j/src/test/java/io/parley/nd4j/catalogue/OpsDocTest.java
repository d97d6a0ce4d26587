package io.parley.nd4j.catalogue;

import io.parley.testing.DocTable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of docs/ops.md: the catalogue, and what the ops on secrets cost. */
class OpsDocTest {
  @Test
  void theTablesInTheDocs_areWhatTheCatalogueSays() throws Exception {
    DocTable.check("ops.md", "ops", tables(OpCosts.crawled()));
  }

  private static String tables(Catalogue catalogue) {
    StringBuilder out = new StringBuilder(String.format(Locale.ROOT,
        "ND4J %s. Of math, reductions, linear algebra and networks (nn, cnn, rnn) %.0f %% run on secrets.%n%n",
        catalogue.version(), 100 * catalogue.secretShare()));
    out.append("| kind | on secrets | on public values | not supported |\n|---|---|---|---|\n");
    for (Kind kind : Kind.values()) {
      List<CatalogueOp> ops = of(catalogue, kind);
      out.append("| ").append(kind.label());
      for (Support support : Support.values()) {
        out.append(" | ").append(ops.stream().filter(op -> op.support() == support).count());
      }
      out.append(" |\n");
    }
    for (Kind kind : Kind.values()) {
      out.append("\n### ").append(kind.label()).append("\n");
      for (Support support : Support.values()) {
        Map<String, List<String>> bySaid = of(catalogue, kind).stream().filter(op -> op.support() == support)
            .collect(Collectors.groupingBy(OpsDocTest::said, TreeMap::new,
                Collectors.mapping(op -> "`" + op.name() + "`", Collectors.toList())));
        if (!bySaid.isEmpty()) {
          out.append(heading(support));
          bySaid.forEach((said, ops) -> out.append("| ").append(String.join(" ", ops)).append(" | ").append(said)
              .append(" |\n"));
        }
      }
    }
    return out.toString();
  }

  private static List<CatalogueOp> of(Catalogue catalogue, Kind kind) {
    return catalogue.ops().stream().filter(op -> op.kind() == kind).toList();
  }

  /** What the table says of an op, in its columns. */
  private static String said(CatalogueOp op) {
    String how = op.how().replace("|", "\\|");
    return op.cost().map(cost -> how + " | " + cost.example() + " | " + cost.rounds() + " | " + cost.kilobytes())
        .orElse(how);
  }

  private static String heading(Support support) {
    return switch (support) {
      case SECRET -> "\n| on secrets | by | for example on | rounds | kB |\n|---|---|---|---|---|\n";
      case PUBLIC -> "\n| on public values | how |\n|---|---|\n";
      case UNSUPPORTED -> "\n| not supported | why |\n|---|---|\n";
    };
  }
}
