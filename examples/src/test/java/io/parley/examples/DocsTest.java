package io.parley.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The code in the documents is the code of the project, and their links lead somewhere. */
class DocsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern SNIPPET = Pattern.compile("<!-- from (\\S+) -->\\s*\\n```\\w*\\n(.*?)```",
      Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#\\s]+)(?:#[^)]*)?\\)");

  private static List<Path> documents() throws Exception {
    List<Path> documents = new ArrayList<>();
    try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
      files.filter(f -> f.toString().endsWith(".md")).forEach(documents::add);
    }
    try (Stream<Path> files = Files.list(ROOT)) {
      files.filter(f -> f.toString().endsWith(".md")).forEach(documents::add);
    }
    return documents;
  }

  private static String normalised(String code) {
    return code.lines().map(String::strip).filter(line -> !line.isEmpty()).reduce("", (a, b) -> a + b + "\n");
  }

  @Test
  void everySnippet_standsInTheFileItNames() throws Exception {
    int snippets = 0;
    for (Path document : documents()) {
      Matcher matcher = SNIPPET.matcher(Files.readString(document));
      while (matcher.find()) {
        snippets++;
        String source = normalised(Files.readString(ROOT.resolve(matcher.group(1))));

        assertThat(source).as("%s, snippet from %s", document, matcher.group(1))
            .contains(normalised(matcher.group(2)));
      }
    }
    assertThat(snippets).isGreaterThan(3);
  }

  @Test
  void everyRelativeLink_leadsToAFile() throws Exception {
    for (Path document : documents()) {
      Matcher matcher = LINK.matcher(Files.readString(document));
      while (matcher.find()) {
        assertThat(document.resolveSibling(matcher.group(1))).as("link in %s", document).exists();
      }
    }
  }
}
