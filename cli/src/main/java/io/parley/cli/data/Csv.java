package io.parley.cli.data;

import io.parley.cli.data.CsvRecords.Cells;
import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/**
 * A table of numbers as text in UTF-8: {@link CsvRecords}, of which the first names the columns. True and false are 1
 * and 0.
 */
final class Csv {
  private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final int MOST_NUMBERS = Integer.MAX_VALUE - 64;
  private static final int LONGEST_SHOWN = 20;

  private Csv() {}

  /**
   * The numbers, of shape rows×columns.
   *
   * @throws BadRequestException if it is missing, or no such table; names line and column
   */
  static DataArray read(Path path) {
    if (Files.isDirectory(path)) {
      throw new BadRequestException("Cannot use " + path + ": it is a directory; name a file in it");
    }
    // Such a decoder reports what is no UTF-8.
    try (Reader in = new BufferedReader(
        new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8.newDecoder()))) {
      return new DataArray(path.toString(), table(new CsvRecords(in)), DataArray.Origin.TABLE);
    } catch (CharacterCodingException e) {
      throw new BadRequestException("Cannot use " + path + ": it is no text in UTF-8; save it as CSV in UTF-8", e);
    } catch (FormatException e) {
      throw new BadRequestException("Cannot use " + path + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw ArrayFile.bad(path, e);
    }
  }

  private static Values table(CsvRecords records) throws IOException {
    List<String> names = header(records.next());
    DoubleStream.Builder numbers = DoubleStream.builder();
    int rows = 0;
    for (Optional<Cells> next = records.next(); next.isPresent(); next = records.next()) {
      Cells cells = next.get();
      if (cells.areNone()) {
        checkNothingFollows(records, cells.line());
        break;
      }
      if (cells.texts().size() != names.size()) {
        throw new FormatException("line " + cells.line() + " has " + count(cells.texts().size(), "cell")
            + ", but the header names " + count(names.size(), "column") + "; make them as many");
      }
      rows++;
      if ((long) rows * names.size() > MOST_NUMBERS) {
        throw new FormatException("it has more than 2^31 numbers; split it");
      }
      for (int c = 0; c < names.size(); c++) {
        numbers.add(number(cells, c, names.get(c)));
      }
    }
    if (rows == 0) {
      throw new FormatException("it has no rows below the header; add some");
    }
    return Values.of(Shape.of(rows, names.size()), numbers.build().toArray());
  }

  private static List<String> header(Optional<Cells> first) throws FormatException {
    List<String> names = first.map(Cells::texts).orElse(List.of());
    if (first.isEmpty() || first.get().areNone()) {
      throw new FormatException("its first line is empty; name the columns there");
    }
    int unnamed = names.indexOf("");
    if (unnamed >= 0) {
      throw new FormatException("column " + (unnamed + 1) + " has no name in the first line; name it, or remove it if "
          + "it only counts the rows");
    }
    if (names.stream().allMatch(name -> NUMBER.matcher(name).matches())) {
      throw new FormatException("its first line has numbers, not the names of columns; put a line of names above it");
    }
    return names;
  }

  private static void checkNothingFollows(CsvRecords records, int line) throws IOException {
    for (Optional<Cells> next = records.next(); next.isPresent(); next = records.next()) {
      if (!next.get().areNone()) {
        throw new FormatException("line " + line + " is empty; remove it, or fill in what is missing");
      }
    }
  }

  private static double number(Cells cells, int column, String name) throws FormatException {
    String text = cells.texts().get(column);
    if (NUMBER.matcher(text).matches()) {
      return Double.parseDouble(text);
    }
    String place = "line " + cells.line() + ", column " + (column + 1) + " ('" + shown(name) + "') ";
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> 1;
      case "false" -> 0;
      case "" -> throw new FormatException(place + "is empty; fill in a number");
      case "nan", "inf", "infinity", "-inf", "-infinity", "+inf", "+infinity" -> throw new FormatException(
          place + "holds " + text + "; replace it by a finite number");
      default -> throw new FormatException(place + "holds '" + shown(text) + "', which is no number; write such as "
          + "-1.5 or 2e-3");
    };
  }

  private static String shown(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }

  private static String count(int n, String thing) {
    return n + " " + thing + (n == 1 ? "" : "s");
  }
}
