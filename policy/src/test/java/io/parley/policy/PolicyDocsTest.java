package io.parley.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/policy.md says what is. */
class PolicyDocsTest {
  private static final Path DOCS = Path.of(System.getProperty("parley.home", "..")).resolve("docs/policy.md");

  @Test
  void table_listsTheFacts() throws IOException {
    List<String> rows = Arrays.stream(Fact.values()).map(fact -> "| `" + fact.key() + "` | " + switch (fact.type()) {
      case TEXT -> "string";
      case TEXTS -> "list of strings";
      case NUMBER -> "int";
    } + " | " + fact.meaning() + " |").toList();

    assertThat(Files.readAllLines(DOCS)).containsSubsequence(rows);
  }

  @Test
  void examples_areAPolicyAndARun() throws IOException {
    List<String> blocks = Pattern.compile("(?s)```(\\w*)\n(.*?)```").matcher(Files.readString(DOCS)).results()
        .filter(block -> block.group(1).isEmpty()).map(block -> block.group(2)).toList();
    Policy policy = Policy.parse("policy.conf", blocks.getFirst());
    RunFacts run = RunFacts.read(Path.of("run.conf"), blocks.getLast());

    assertThat(policy.explain(run)).extracting(Policy.Explained::rule)
        .containsExactly("no-raw-rows", "researchers", "reviewed");
    assertThat(policy.explain(run).get(1).findings()).anyMatch(f -> f.entry().equals("memory")
        && f.answer() == Finding.Answer.NO);
  }
}
