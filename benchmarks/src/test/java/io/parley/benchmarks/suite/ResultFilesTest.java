package io.parley.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.plan.BadRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultFilesTest {
  private static final Results ALL = Fixtures.suite();

  @TempDir
  private Path directory;

  @Test
  void write_results_areReadBack() {
    Path file = directory.resolve("a.json");

    ResultFiles.write(file, ALL);

    assertThat(ResultFiles.read(file)).containsExactly(ALL);
    assertThat(directory).isDirectoryContaining("glob:**/a.json").isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void read_directory_takesItsJsonFiles() throws IOException {
    Results other = Fixtures.results(Fixtures.op("mul", "1K", Fixtures.around(1)));
    ResultFiles.write(directory.resolve("b.json"), other);
    ResultFiles.write(directory.resolve("a.json"), ALL);
    Files.writeString(directory.resolve("report.html"), "<html>");

    assertThat(ResultFiles.read(directory)).containsExactly(ALL, other);
  }

  @Test
  void read_nothingThere_saysHowToGetSome() {
    assertThatThrownBy(() -> ResultFiles.read(directory)).isInstanceOf(BadRequestException.class)
        .hasMessageContainingAll("no result files (*.json) in " + directory, "parley bench suite");
    assertThatThrownBy(() -> ResultFiles.read(directory.resolve("none.json"))).isInstanceOf(BadRequestException.class)
        .hasMessageContainingAll("There is no file", "none.json");
  }

  /** One change each to a file that is right otherwise. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      "schema" : 1      | "schema" : 7      | is of schema 7
      "schema" : 1      | "scheme" : 1      | 'schema'
      "parties" : 2     | "parties" : "two" | parties
      "median" : 1      | "median" : 99     | The median 99.0 is not between
      "min" : 0.9       | "min" : "a"       | min
      "size" : "1000"   | "size" : "-3"     | '-3' is no size
      "2026-01          | "2026-13          | 2026-13
      "seconds" : {     | "seconds" :       | a.json
      "cpu" :           | "gpu" :           | 'cpu'
      """)
  void read_damagedFile_saysWhichAndWhatIsWrong(String right, String wrong, String message) throws IOException {
    Path file = directory.resolve("a.json");
    ResultFiles.write(file, Fixtures.results(Fixtures.op("mul", "1K", Fixtures.around(1))));
    String text = Files.readString(file);
    assertThat(text).contains(right);
    Files.writeString(file, text.replace(right, wrong));

    assertThatThrownBy(() -> ResultFiles.read(file)).isInstanceOf(BadRequestException.class)
        .hasMessageContainingAll(file.toString(), message);
  }

  @Test
  void read_noTimes_isRefused() throws IOException {
    Path file = directory.resolve("a.json");
    ResultFiles.write(file, Fixtures.results(Fixtures.kernel("Matmul.matmul", 4, 1)));
    Files.writeString(file,
        Files.readString(file).replaceFirst("(?s)\"seconds\" : \\{.*?\\}\\s*\\}", "\"seconds\" : {}"));

    assertThatThrownBy(() -> ResultFiles.read(file)).isInstanceOf(BadRequestException.class)
        .hasMessageContainingAll(file.toString(), "Matmul.matmul 4 has no times");
  }
}
