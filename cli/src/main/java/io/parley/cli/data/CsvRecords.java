package io.parley.cli.data;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The records of a text as RFC 4180 has it: cells between commas, quoted where they hold commas, quotes (doubled) or
 * ends of lines; records end with LF, CRLF or CR. A byte order mark is skipped.
 */
final class CsvRecords {
  /**
   * @param line at which it begins, from 1
   */
  record Cells(int line, List<String> texts) {
    /** Whether it is an empty line. */
    boolean areNone() {
      return texts.size() == 1 && texts.getFirst().isBlank();
    }
  }

  private static final int BYTE_ORDER_MARK = 0xfeff;
  private static final int END = -1;

  private final PushbackReader in;
  private int line = 1;

  CsvRecords(Reader in) throws IOException {
    this.in = new PushbackReader(in);
    skip(BYTE_ORDER_MARK);
  }

  /** Nothing at the end. */
  Optional<Cells> next() throws IOException {
    int start = line;
    int c = in.read();
    if (c == END) {
      return Optional.empty();
    }
    in.unread(c);
    List<String> texts = new ArrayList<>();
    do {
      texts.add(skip('"') ? quoted() : plain());
    } while (skip(','));
    if (!skipEndOfLine()) {
      throw new FormatException("line " + line + " goes on behind a quoted cell; put a comma between, or double the "
          + "quotes within");
    }
    return Optional.of(new Cells(start, texts));
  }

  private String plain() throws IOException {
    StringBuilder text = new StringBuilder();
    int c = in.read();
    for (; c != ',' && c != '\n' && c != '\r' && c != END; c = in.read()) {
      text.append((char) c);
    }
    if (c != END) {
      in.unread(c);
    }
    return text.toString().strip();
  }

  /** Behind the opening quote. */
  private String quoted() throws IOException {
    int start = line;
    StringBuilder text = new StringBuilder();
    while (true) {
      int c = in.read();
      if (c == '"' && !skip('"')) {
        return text.toString().strip();
      }
      if (c == END) {
        throw new FormatException("line " + start + " opens a quote that nothing closes; close it");
      }
      line += c == '\n' ? 1 : 0;
      text.append((char) c);
    }
  }

  /** Whether the line ends here. */
  private boolean skipEndOfLine() throws IOException {
    int c = in.read();
    if (c == '\r') {
      skip('\n');
    }
    boolean ends = c == '\r' || c == '\n' || c == END;
    line += ends ? 1 : 0;
    return ends;
  }

  /** Whether the next character was this one, which is behind us then. */
  private boolean skip(int expected) throws IOException {
    int c = in.read();
    if (c != expected && c != END) {
      in.unread(c);
    }
    return c == expected;
  }
}
