package io.parley.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows of text in aligned columns; a column whose title starts with {@code >} is aligned to the right. */
public final class Table {
  private static final String GAP = "  ";

  private final List<String> titles;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... titles) {
    this.titles = List.of(titles);
  }

  public Table row(String... cells) {
    if (cells.length != titles.size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + titles.size() + " columns");
    }
    rows.add(List.of(cells));
    return this;
  }

  /** A line between groups of rows. */
  public Table rule() {
    rows.add(List.of());
    return this;
  }

  public void print(PrintWriter out) {
    List<String> heads = titles.stream().map(t -> isRight(t) ? t.substring(1) : t).toList();
    int[] widths = new int[titles.size()];
    for (int c = 0; c < widths.length; c++) {
      int column = c;
      widths[c] = Math.max(length(heads.get(c)),
          rows.stream().filter(r -> !r.isEmpty()).mapToInt(r -> length(r.get(column))).max().orElse(0));
    }
    if (heads.stream().anyMatch(h -> !h.isEmpty())) {
      print(out, heads, widths);
    }
    for (List<String> row : rows) {
      if (row.isEmpty()) {
        int gaps = GAP.length() * (widths.length - 1);
        out.println("─".repeat(java.util.Arrays.stream(widths).sum() + gaps));
      } else {
        print(out, row, widths);
      }
    }
    out.flush();
  }

  private void print(PrintWriter out, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      String cell = cells.get(c);
      String space = " ".repeat(widths[c] - length(cell));
      line.append(c == 0 ? "" : GAP).append(isRight(titles.get(c)) ? space + cell : cell + space);
    }
    out.println(line.toString().stripTrailing());
  }

  private static boolean isRight(String title) {
    return title.startsWith(">");
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
