package io.parley.plan.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of docs/ops.md; {@code -Dparley.docs.update=true} in JAVA_TOOL_OPTIONS writes them anew. */
class OpsDocTest {
  private static final Path DOC = Path.of("..", "docs", "ops.md");
  private static final String BEGIN = "<!-- ops -->\n";
  private static final String END = "<!-- /ops -->";

  @Test
  void theTablesInTheDocs_areWhatTheCatalogueSays() throws Exception {
    String doc = Files.readString(DOC);
    int from = doc.indexOf(BEGIN) + BEGIN.length();
    int to = doc.indexOf(END);
    String tables = tables(Catalogue.crawled());
    if (Boolean.getBoolean("parley.docs.update")) {
      Files.writeString(DOC, doc.substring(0, from) + tables + doc.substring(to));
      return;
    }

    assertThat(doc.substring(from, to))
        .as("run this test with -Dparley.docs.update=true in JAVA_TOOL_OPTIONS to bring it up to date")
        .isEqualTo(tables);
  }

  static String tables(Catalogue catalogue) {
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
        Map<String, List<String>> byHow = of(catalogue, kind).stream().filter(op -> op.support() == support)
            .collect(Collectors.groupingBy(CatalogueOp::how, TreeMap::new,
                Collectors.mapping(op -> "`" + op.name() + "`", Collectors.toList())));
        if (!byHow.isEmpty()) {
          out.append(heading(support));
          byHow.forEach((how, ops) -> out.append("| ").append(String.join(" ", ops)).append(" | ")
              .append(how.replace("|", "\\|")).append(" |\n"));
        }
      }
    }
    return out.toString();
  }

  private static List<CatalogueOp> of(Catalogue catalogue, Kind kind) {
    return catalogue.ops().stream().filter(op -> op.kind() == kind).toList();
  }

  private static String heading(Support support) {
    return "\n| " + switch (support) {
      case SECRET -> "on secrets | by";
      case PUBLIC -> "on public values | how";
      case UNSUPPORTED -> "not supported | why";
    } + " |\n|---|---|\n";
  }
}
