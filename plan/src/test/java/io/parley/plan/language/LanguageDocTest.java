package io.parley.plan.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.plan.Level;
import io.parley.plan.Reference.Group;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference in docs/language.md; {@code -Dparley.docs.update=true} writes it anew. */
class LanguageDocTest {
  private static final Path PAGE = Path.of("..", "docs", "language.md");
  private static final String BEGIN = "<!-- ops -->\n";
  private static final String END = "<!-- /ops -->";

  @Test
  void theReferenceInTheDocs_isWhatTheOpsSay() throws Exception {
    String doc = Files.readString(PAGE);
    int from = doc.indexOf(BEGIN) + BEGIN.length();
    int to = doc.indexOf(END);
    if (Boolean.getBoolean("parley.docs.update")) {
      Files.writeString(PAGE, doc.substring(0, from) + reference() + doc.substring(to));
      return;
    }
    assertThat(doc.substring(from, to)).as("run this test with -Dparley.docs.update=true to bring it up to date")
        .isEqualTo(reference());
  }

  private static String reference() {
    StringBuilder out = new StringBuilder();
    for (Group group : Group.values()) {
      List<OpSchema<?>> ops = Vocabulary.all().stream().filter(op -> group(op) == group).toList();
      out.append("\n### ").append(group.title()).append("\n");
      ops.forEach(op -> out.append(entry(op)));
    }
    return out.append('\n').toString();
  }

  /** What no user can write stands by itself. */
  private static Group group(OpSchema<?> op) {
    return op.levels().contains(Level.SURFACE) ? op.reference().group() : Group.LOWERED;
  }

  private static String entry(OpSchema<?> op) {
    OpReference r = op.reference();
    StringBuilder out = new StringBuilder("\n#### " + op.name() + "\n\n");
    out.append('`').append(op.name()).append('(')
        .append(op.attributes().stream().map(LanguageDocTest::attribute).collect(Collectors.joining(", ")))
        .append(")`");
    out.append(op.version() == 1 ? "" : ", version " + op.version()).append("\n\n");
    line(out, "Operands", r.operands());
    line(out, "Result", r.result());
    line(out, "Meaning", r.meaning());
    line(out, "Edges", r.edges());
    line(out, "Error", r.error().replace("docs/functions.md", "[functions](functions.md#errors-and-costs)"));
    return out.toString();
  }

  private static void line(StringBuilder out, String title, String text) {
    if (!text.isEmpty()) {
      out.append("- *").append(title).append(":* ").append(text.replace("<", "\\<").replace("*", "\\*"))
          .append('\n');
    }
  }

  private static String attribute(Attribute attribute) {
    String kind = switch (attribute.kind()) {
      case INTEGER -> "integer";
      case REAL -> "real";
      case FLAG -> "flag";
      case WORD -> String.join(" | ", attribute.words());
      case TEXT -> "text";
      case INTEGERS -> "integers";
      case REALS -> "reals";
      case TENSOR -> "tensor";
    };
    return attribute.name() + ": " + kind + attribute.usual().map(usual -> " = " + usual).orElse("");
  }
}
