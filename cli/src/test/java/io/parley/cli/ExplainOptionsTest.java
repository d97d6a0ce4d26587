package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.cli.data.OutputArray;
import io.parley.crypto.Shape;
import io.parley.onnx.Element;
import io.parley.plan.Values;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainOptionsTest {
  private static final String PLAN = """
      parley 2 surface "p"
      x = input(name="x", owner="client"): secret fixed<16>[3, 2]
      y = input(name="y", owner="client"): secret fixed<16>[3, 2]
      z = mul(x, y)
      output "z" = z to "client"
      """;

  @TempDir
  private static Path directory;

  private static String file(String name) {
    return directory.resolve(name).toString();
  }

  private static void npz(String name, double x, double y) throws IOException {
    try (OutputStream to = Files.newOutputStream(directory.resolve(name))) {
      OutputArray.writeNpz(to, List.of(array("x", x), array("y", y)));
    }
  }

  private static OutputArray array(String name, double value) {
    return new OutputArray(name, Element.REAL, Values.of(Shape.of(3, 2), value, value, 0, 0, 0, 0));
  }

  @BeforeAll
  static void writeFiles() throws IOException {
    Files.writeString(directory.resolve("p.parley"), PLAN);
    Files.writeString(directory.resolve("x.csv"), "a,b\n1,2\n3,4\n5,6\n");
    npz("fine.npz", 4, 5);
    npz("large.npz", 1 << 20, 1 << 20);
    npz("small.npz", 0x1p-10, 0x1p-9);
  }

  @Test
  void mock_ofSeveralInputs_comparesFloatingAndFixedPoint() {
    CommandLineRun run = CommandLineRun.of("explain", file("p.parley"), "--mock", file("fine.npz"));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("On the mock data 'z' lies in [0, 20], and fixed point is off by 0 at most")
        .doesNotContain("Warning");
    assertThat(CommandLineRun.of("explain", file("p.parley"), "--mock", "x=" + file("x.csv"), "--mock",
        "y=" + file("fine.npz") + ":y").out()).contains("'z' lies in [0, 10]");
  }

  @Test
  void mock_thatOverflows_isWarnedOf_beforeAndAfter() {
    assertThat(CommandLineRun.of("explain", file("p.parley"), "--mock", file("large.npz")).out())
        .contains("(mul) may reach 1.1E+12", "Warning: On the mock data 'z' is off by more than 1/32");
  }

  @Test
  void mock_whoseProductsAreTooSmall_isWarnedOf() {
    assertThat(CommandLineRun.of("explain", file("p.parley"), "--mock", file("small.npz")).out())
        .contains("(mul) lies in [0, 0.000001907], and fixed point may be off by", "Use more fraction bits")
        .doesNotContain("(input)");
  }

  @Test
  void mock_thatIsNotWhole_isRefused() {
    CommandLineRun run = CommandLineRun.of("explain", file("p.parley"), "--mock", "x=" + file("x.csv"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("p also needs 'y' [3, 2]").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({"--latency-ms,-1", "--latency-ms,NaN", "--latency-ms,Infinity", "--latency-ms,10001",
      "--bandwidth-mbps,0", "--bandwidth-mbps,NaN", "--bandwidth-mbps,Infinity", "--parties,-1", "--parties,1001"})
  void explain_impossibleNumber_isRefusedByName(String option, String value) {
    CommandLineRun run = CommandLineRun.of("explain", "lenet", option, value);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(option.equals("--parties") ? "part" : option).contains(value.replace("-1", "1"))
        .hasLineCount(1);
  }
}
