package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is shown of a model's comparisons before it runs. MLP compares 128 numbers an image, then 64. */
class CompareOptionTest {
  private static CommandLineRun explain(String... more) {
    String[] args = {"explain", "mlp", "--batch", "1", "--lowered"};
    CommandLineRun run = CommandLineRun.of(Stream.of(args, more)
        .flatMap(Arrays::stream).toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  @Test
  void explain_ways_showsTheirRounds() {
    assertThat(explain().out()).doesNotContain("fss").isEqualTo(explain("--compare", "tree").out());
    assertThat(explain("--compare", "fss").out()).containsPattern("IsNegative, fss .* 1 ")
        .doesNotContainPattern("IsNegative  ");
  }

  /** A round takes a second, or none. */
  @ParameterizedTest
  @CsvSource({"1000, fss", "0, tree"})
  void explain_auto_dependsOnTheLink(String latencyMillis, String way) {
    String[] link = {"--latency-ms", latencyMillis, "--bandwidth-mbps", "10", "--compare"};

    assertThat(explain(with(link, "auto")).out()).isEqualTo(explain(with(link, way)).out());
  }

  private static String[] with(String[] options, String last) {
    String[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = last;
    return all;
  }

  @Test
  void plan_lowered_showsTheWayAndHasAnotherId() {
    CommandLineRun tree = CommandLineRun.of("plan", "mlp", "--lowered", "--compare", "tree");
    CommandLineRun keys = CommandLineRun.of("plan", "mlp", "--lowered", "--compare", "fss");

    assertThat(keys.out()).contains("by fss");
    assertThat(tree.out()).doesNotContain("by fss").isEqualTo(CommandLineRun.of("plan", "mlp", "--lowered").out());
    assertThat(id(tree)).isNotEqualTo(id(keys));
  }

  private static String id(CommandLineRun run) {
    return run.out().substring(run.out().indexOf("plan id: "));
  }
}
