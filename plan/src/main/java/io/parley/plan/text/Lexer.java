package io.parley.plan.text;

import io.parley.plan.BadRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words, numbers and marks of a plan's text, each with its line. */
final class Lexer {
  private static final Pattern TOKEN = Pattern.compile("""
      (?<blank>[ \\t\\r]+|//[^\\n]*)|(?<line>\\n)|(?<text>"(?:[^"\\\\\\n]|\\\\["\\\\])*")\
      |(?<number>-?(?:inf\\b|[0-9]+(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?))|(?<word>[A-Za-z_][A-Za-z0-9_]*)\
      |(?<mark>[=(),:<>\\[\\]{}#])""");

  /** What a token is. */
  enum Kind {
    WORD, NUMBER, TEXT, MARK, END
  }

  /**
   * @param text without quotation marks
   */
  record Token(Kind kind, String text, int line) {}

  private final List<Token> tokens = new ArrayList<>();
  private int at;

  Lexer(String text) {
    Matcher matcher = TOKEN.matcher(text);
    int line = 1;
    int end = 0;
    while (end < text.length()) {
      if (!matcher.find() || matcher.start() != end) {
        throw refusal(line, "cannot be read from '" + excerpt(text, end) + "' on");
      }
      end = matcher.end();
      if (matcher.group("line") != null) {
        line++;
      } else if (matcher.group("text") != null) {
        String quoted = matcher.group("text");
        tokens.add(new Token(Kind.TEXT, quoted.substring(1, quoted.length() - 1).replaceAll("\\\\(.)", "$1"), line));
      } else if (matcher.group("blank") == null) {
        Kind kind = matcher.group("number") != null
            ? Kind.NUMBER
            : matcher.group("word") != null ? Kind.WORD : Kind.MARK;
        tokens.add(new Token(kind, matcher.group(), line));
      }
    }
    tokens.add(new Token(Kind.END, "the end", line));
  }

  private static String excerpt(String text, int from) {
    int end = text.indexOf('\n', from);
    String rest = text.substring(from, end < 0 ? text.length() : end);
    return rest.length() <= 20 ? rest : rest.substring(0, 20) + "…";
  }

  Token peek() {
    return tokens.get(at);
  }

  Token next() {
    Token token = tokens.get(at);
    at = Math.min(at + 1, tokens.size() - 1);
    return token;
  }

  boolean isAt(String mark) {
    return peek().kind() == Kind.MARK && peek().text().equals(mark);
  }

  /** Takes the mark if it stands here. */
  boolean take(String mark) {
    boolean here = isAt(mark);
    if (here) {
      next();
    }
    return here;
  }

  void expect(String mark) {
    if (!take(mark)) {
      throw unexpected("'" + mark + "'");
    }
  }

  String expect(Kind kind, String what) {
    if (peek().kind() != kind) {
      throw unexpected(what);
    }
    return next().text();
  }

  void word(String word) {
    if (!expect(Kind.WORD, "'" + word + "'").equals(word)) {
      at--;
      throw unexpected("'" + word + "'");
    }
  }

  int integer(String what) {
    String number = expect(Kind.NUMBER, what);
    try {
      return Integer.parseInt(number);
    } catch (NumberFormatException e) {
      at--;
      throw unexpected(what);
    }
  }

  double real(String what) {
    String number = expect(Kind.NUMBER, what);
    return switch (number) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(number);
    };
  }

  BadRequestException unexpected(String expected) {
    return refusal(peek().line(), "has '" + peek().text() + "' where " + expected + " is expected");
  }

  static BadRequestException refusal(int line, String complaint) {
    return new BadRequestException("Line " + line + " of the plan " + complaint);
  }
}
