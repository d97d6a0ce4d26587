package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.plan.Node;
import io.parley.plan.Plan;
import io.parley.plan.lowering.Attribution;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.lowering.Target;
import io.parley.plan.text.PlanText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is shown of a plan's ops and of what becomes of them. {@code -Dparley.docs.update=true} writes it anew. */
class ExpansionTest {
  private static final String CHANCES = """
      parley 2 surface "chances"
      x = input(name="x", owner="client"): secret fixed<16>[2, 3]
      w = input(name="w", owner="client"): secret fixed<16>[3]
      s = softmax(x, axis=1)
      c = less(s, w)
      n = bitToRing(c)
      y = matmul(s, w, truncate=0)
      output "y" = y to "client"
      output "n" = n to "client"
      """;

  /** Each row's to a tenth. */
  private static final Offset<Long> ROUNDED = Offset.offset(20L);

  @TempDir
  private Path dir;

  private static void assertPinned(String name, String... command) throws IOException {
    CommandLineRun run = CommandLineRun.of(command);
    assertThat(run.exitCode()).as(run.err()).isZero();
    Path file = Path.of("src/test/resources/printed", name + ".txt");
    if (Boolean.getBoolean("parley.docs.update")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, run.out());
    }
    assertThat(run.out()).isEqualTo(Files.readString(file));
  }

  @Test
  void plan_expand_showsWhatExplainsEachOp() throws IOException {
    Path file = dir.resolve("chances.parley");
    Files.writeString(file, CHANCES);
    assertPinned("plan-expand", "plan", file.toString(), "--expand");
  }

  @Test
  void explain_showsTheModelsOps() throws IOException {
    assertPinned("explain", "explain", "mlp", "--batch", "2", "--parties", "2");
  }

  @Test
  void explain_expand_showsThePartiesOpsBelow() throws IOException {
    assertPinned("explain-expand", "explain", "mlp", "--batch", "2", "--parties", "2", "--expand");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      plan mlp --expand --lowered    | --expand goes with neither --lowered nor --text; name one of them
      plan mlp --expand --text       | --expand goes with neither --lowered nor --text; name one of them
      explain mlp --expand --lowered | --lowered shows the parties' ops alone
      """)
  void bothAtOnce_isRefused(String command, String message) {
    CommandLineRun run = CommandLineRun.of(command.split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message).hasLineCount(1);
  }

  @ParameterizedTest
  @EnumSource
  void attribution_lowersToTheSame_andNamesTheSourceOfEach(Target target) {
    Plan surface = PlanText.parse(CHANCES);

    Attribution by = Attribution.of(surface, target);

    assertThat(by.lowered()).isEqualTo(Lowering.lower(surface, target));
    for (Node node : by.lowered().nodes()) {
      assertThat(node.name()).isEqualTo(surface.node(by.sources().get(node.id())).name());
    }
    assertThat(by.sources()).contains(0, 1, 2, 3, 4, 5);
  }

  /** Nothing is lost or counted twice. */
  @Test
  void explain_ofTheModelsOps_addsUpToThatOfTheParties() {
    for (int column : new int[]{2, 1}) {
      assertThat(sum(CommandLineRun.of("explain", "mlp", "--batch", "100"), column)).isGreaterThan(1_000)
          .isCloseTo(sum(CommandLineRun.of("explain", "mlp", "--batch", "100", "--lowered"), column), ROUNDED);
    }
  }

  /** Of the column so many from the right, in tenths. */
  private static long sum(CommandLineRun run, int fromRight) {
    List<String> rows = run.out().lines().skip(1).takeWhile(line -> !line.startsWith("─")).toList();
    assertThat(rows).hasSizeGreaterThan(4);
    return rows.stream().map(row -> row.split(" +")).mapToLong(
        cells -> Math.round(Double.parseDouble(cells[cells.length - fromRight]) * 10)).sum();
  }
}
