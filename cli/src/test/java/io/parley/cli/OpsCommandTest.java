package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpsCommandTest {
  @Test
  void search_findsOpsWithTheirCosts() {
    CommandLineRun run = CommandLineRun.of("ops", "--search", "sigmoid");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("NDNN.sigmoid ", "Function.SIGMOID").doesNotContain("NDMath.add")
        .containsPattern("NDNN\\.sigmoid +nn +secrets +1000 +\\d+ +\\d+\\.\\d +Function\\.SIGMOID")
        .containsPattern("\\d+ of the 774 ops of ND4J ");
  }

  @Test
  void all_areListed_andThoseOnSecretsHaveCosts() {
    CommandLineRun run = CommandLineRun.of("ops");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("774 of the 774 ops").doesNotContainPattern("  secrets +[^ 0-9]");
    assertThat(run.out().lines().filter(line -> line.contains("  secrets  "))).hasSizeGreaterThan(400);
  }

  @Test
  void search_byReason_findsUnsupportedOps() {
    CommandLineRun run = CommandLineRun.of("ops", "--search", "draws no random numbers");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).containsPattern("NDRandom\\.normal +random +— +a plan draws no random numbers");
  }

  @Test
  void search_nothingFound_namesTheRemedy() {
    CommandLineRun run = CommandLineRun.of("ops", "--search", "xyzzy");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("mentions 'xyzzy'; search a shorter word").hasLineCount(1);
  }

  @Test
  void changes_fromACatalogueOfAnotherVersion_areListed(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("old.json");
    Files.writeString(file, """
        {"nd4j": "0.9", "ops": [{"name": "NDMath.gone", "kind": "math", "support": "secret", "how": "",
          "shape": "", "signatures": ["gone(INDArray x): INDArray"]}]}""");

    CommandLineRun run = CommandLineRun.of("ops", "--changes", file.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("ND4J 0.9 became ", "removed NDMath.gone: gone(INDArray x): INDArray",
        "added NDMath.abs (secret)");
  }

  @Test
  void changes_fromWhatIsNoCatalogue_areRefused(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("a.json"), "no json");

    CommandLineRun run = CommandLineRun.of("ops", "--changes", file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("is not a catalogue of ops").hasLineCount(1);
  }
}
