package io.parley.cli;

import io.parley.cli.data.OutputArray;
import io.parley.crypto.Shape;
import io.parley.onnx.Element;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;

/** The first numbers of an output, for the screen. */
final class Preview {
  private static final int MOST_ROWS = 5;
  private static final int MOST_COLUMNS = 8;
  private static final double LARGEST_PLAIN = 1e6;

  private Preview() {}

  /** A line with name, kind and shape; then rows, of which axes behind the second are strung together. */
  static void print(OutputArray output, PrintWriter out) {
    Shape shape = output.values().shape();
    out.println(output.name() + "  " + kind(output.element()) + " " + shape);
    int rows = shape.rank() == 0 ? 1 : shape.dim(0);
    int columns = rows == 0 ? 0 : shape.size() / rows;
    int shown = Math.min(columns, MOST_COLUMNS);
    String[] titles = new String[shown + 2];
    Arrays.fill(titles, ">");
    titles[0] = "";
    Table table = new Table(titles);
    boolean large = largest(output.values().data()) >= LARGEST_PLAIN;
    for (int r = 0; r < Math.min(rows, MOST_ROWS); r++) {
      String[] cells = new String[titles.length];
      Arrays.fill(cells, "");
      for (int c = 0; c < shown; c++) {
        cells[c + 1] = text(output, r * columns + c, large);
      }
      cells[shown + 1] = columns > shown ? "…" : "";
      table.row(cells);
    }
    table.print(out);
    if (rows > MOST_ROWS) {
      out.println("  … and " + (rows - MOST_ROWS) + " more rows");
    }
  }

  static String kind(Element element) {
    return switch (element) {
      case REAL -> "numbers";
      case INTEGER -> "integers";
      case BOOL -> "booleans";
    };
  }

  private static double largest(double... numbers) {
    return Arrays.stream(numbers).map(Math::abs).max().orElse(0);
  }

  private static String text(OutputArray output, int index, boolean large) {
    double number = output.values().data()[index];
    return switch (output.element()) {
      case REAL -> String.format(Locale.ROOT, large ? "%.4e" : "%.4f", number);
      case INTEGER -> String.valueOf((long) number);
      case BOOL -> number == 0 ? "false" : "true";
    };
  }
}
