package io.parley.policy;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Texts in which * stands for anything within a part, between two slashes; alone it stands for everything. */
record Patterns(List<String> texts, List<Pattern> patterns) {
  static Patterns of(List<String> texts) {
    return new Patterns(texts, texts.stream().map(Patterns::pattern).toList());
  }

  private static Pattern pattern(String text) {
    return Pattern.compile(text.equals("*")
        ? ".*"
        : Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining("[^/]*")),
        Pattern.DOTALL);
  }

  boolean fits(String value) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(value).matches());
  }

  @Override
  public String toString() {
    return String.join(", ", texts);
  }
}
