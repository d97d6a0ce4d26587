package io.parley.serialization;

import io.parley.plan.BadRequestException;

/** Complaints about one part of a message that nobody vouches for. */
final class Checks {
  private static final int MAX_TEXT = 1024;
  private static final int MAX_QUOTE = 64;

  private final String where;

  private Checks(String where) {
    this.where = where;
  }

  /**
   * @param what the kind of thing, like "Node 3"
   * @param name a text that is not checked yet
   */
  static Checks of(String what, String name) {
    return new Checks(what + " '" + quote(name) + "'");
  }

  /** Of a part that has no name. */
  static Checks of(String what) {
    return new Checks(what);
  }

  void text(String text, String what) {
    require(!text.isEmpty() || what.equals("name"), "has an empty " + what);
    require(text.codePoints().noneMatch(Character::isISOControl), "has a " + what + " with control characters");
    require(text.length() <= MAX_TEXT, "has a " + what + " of " + text.length() + " characters; " + MAX_TEXT
        + " is most");
  }

  /** A text that is not checked yet, for a message of one line. */
  static String quote(String text) {
    String line = text.codePoints().map(c -> Character.isISOControl(c) ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    return line.length() <= MAX_QUOTE ? line : line.substring(0, MAX_QUOTE) + "…";
  }

  void require(boolean holds, String complaint) {
    if (!holds) {
      throw refusal(complaint);
    }
  }

  BadRequestException refusal(String complaint) {
    return new BadRequestException(where + " " + complaint);
  }
}
