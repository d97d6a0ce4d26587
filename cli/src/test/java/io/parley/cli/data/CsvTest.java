package io.parley.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.crypto.Shape;
import io.parley.onnx.Element;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
  @ParameterizedTest
  @ValueSource(strings = {"a,b\n1,-2.5\n.5,3e2\n", "a,b\r\n1,-2.5\r\n.5,3e2", "\ufeffa,b\n1,-2.5\n.5,3e2\n\n \n",
      "\"a\",\"b\"\n\"1\", -2.5 \n\"0.5\",+300\n", "\"a,\n\"\"x\"\"\",b\n1,-2.5\n.5,300.\n",
      "a,b\rTrue,-2.5\r0.5,3E+2\r"})
  void read_everyWayToWriteATable_givesItsNumbers(String text) {
    DataArray table = read(text);

    assertThat(table.values()).isEqualTo(Values.of(Shape.of(2, 2), 1, -2.5, 0.5, 300));
    assertThat(table.origin()).isEqualTo(DataArray.Origin.TABLE);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
      ''               | its first line is empty; name the columns there
      a,b              | it has no rows below the header
      1,2;3,4          | its first line has numbers, not the names of columns
      ,a;0,1           | column 1 has no name in the first line
      a,b;1,2;3        | line 3 has 1 cell, but the header names 2 columns
      a,b;1,2,3        | line 2 has 3 cells, but the header names 2 columns
      a,b;1,           | line 2, column 2 ('b') is empty; fill in a number
      a,b;1,2;x,4      | line 3, column 1 ('a') holds 'x', which is no number
      a,b;1,nan        | line 2, column 2 ('b') holds nan; replace it by a finite number
      a;-Infinity      | line 2, column 1 ('a') holds -Infinity; replace it
      a;1f             | holds '1f', which is no number
      a;0x10           | holds '0x10', which is no number
      a,b;1,2;;3,4     | line 3 is empty; remove it
      a;"1             | line 2 opens a quote that nothing closes
      a;"1"2           | line 2 goes on behind a quoted cell
      "a;";x           | line 3, column 1
      """)
  void read_noTableOfNumbers_saysWhereAndWhatToDo(String text, String message) {
    assertThatThrownBy(() -> read(text.replace(';', '\n'))).isInstanceOf(
        BadRequestException.class).message().startsWith("Cannot use ").contains(message).hasLineCount(1);
  }

  @Test
  void read_notUtf8_isRefused() throws IOException {
    Path file = Files.write(Files.createTempFile("latin", ".csv"), "größe\n1\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> DataArray.read(file)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("no text in UTF-8");
    Files.delete(file);
  }

  @Property(tries = 300)
  void records_ofAnyCells_areReadAsTheyWereWritten(
      @ForAll @Size(min = 1, max = 5) List<@Size(min = 1, max = 4) List<String>> rows) throws IOException {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      text.append(String.join(",", row.stream().map(c -> '"' + c.replace("\"", "\"\"") + '"').toList())).append("\r\n");
    }

    CsvRecords records = new CsvRecords(new StringReader(text.toString()));
    List<List<String>> read = new ArrayList<>();
    for (Optional<CsvRecords.Cells> next = records.next(); next.isPresent(); next = records.next()) {
      read.add(next.get().texts());
    }

    assertThat(read).isEqualTo(rows.stream().map(row -> row.stream().map(String::strip).toList()).toList());
  }

  @Property(tries = 300)
  void read_anyText_isReadOrRefusedInOneLine(@ForAll String text) {
    try {
      assertThat(read(text).shape().rank()).isEqualTo(2);
    } catch (BadRequestException e) {
      assertThat(e).message().startsWith("Cannot use ");
    }
  }

  @Property(tries = 100)
  void write_numbers_areReadAgainExactly(@ForAll @IntRange(min = 1, max = 4) int rows,
      @ForAll @Size(4) List<@DoubleRange(min = -1e15, max = 1e15) Double> numbers) {
    Shape shape = Shape.of(rows, 2, 2);
    double[] data = new double[shape.size()];
    for (int i = 0; i < data.length; i++) {
      data[i] = numbers.get(i % 4) / (1 + i);
    }

    String text = csv(new OutputArray("a,b", Element.REAL, Values.of(shape, data)));

    assertThat(text).startsWith("\"a,b_0_0\",\"a,b_0_1\",\"a,b_1_0\",\"a,b_1_1\"\n");
    assertThat(read(text).values()).isEqualTo(Values.of(Shape.of(rows, 4), data));
  }

  @Test
  void write_integersAndBooleans_areWhole() {
    assertThat(csv(new OutputArray("n", Element.INTEGER, Values.of(Shape.of(2), 3, -(double) (1L << 52)))))
        .isEqualTo("n\n3\n-4503599627370496\n");
    assertThat(csv(new OutputArray("is", Element.BOOL, Values.of(Shape.of(1, 2), 1, 0)))).isEqualTo("is_0,is_1\n1,0\n");
  }

  private static String csv(OutputArray array) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      array.writeCsv(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static DataArray read(String text) {
    try {
      Path file = Files.createTempFile("table", ".csv");
      try {
        return DataArray.read(Files.write(file, text.getBytes(StandardCharsets.UTF_8)));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
