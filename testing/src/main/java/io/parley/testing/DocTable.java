package io.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A generated table in the documentation; {@code -Dparley.docs.update=true} writes it anew. */
public final class DocTable {
  private DocTable() {}

  /** Between the comments {@code <!-- name -->} and {@code <!-- /name -->} of a page. */
  public static void check(String page, String name, String table) throws IOException {
    Path file = Path.of("..", "docs", page);
    String doc = Files.readString(file);
    String begin = "<!-- " + name + " -->\n";
    int from = doc.indexOf(begin) + begin.length();
    int to = doc.indexOf("<!-- /" + name + " -->");
    if (Boolean.getBoolean("parley.docs.update")) {
      Files.writeString(file, doc.substring(0, from) + table + doc.substring(to));
      return;
    }
    assertThat(doc.substring(from, to))
        .as("run this test with -Dparley.docs.update=true to bring it up to date")
        .isEqualTo(table);
  }
}
