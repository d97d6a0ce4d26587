package io.parley.plan.language;

import io.parley.plan.Values;
import java.util.List;
import java.util.Optional;

/**
 * An attribute of an op.
 *
 * @param words those that a {@link AttributeKind#WORD} may be; else empty
 * @param usual what it is where the text form leaves it out; messages always have it
 */
public record Attribute(String name, AttributeKind kind, List<String> words, Optional<Object> usual) {
  public Attribute {
    words = List.copyOf(words);
  }

  static Attribute of(String name, AttributeKind kind) {
    return new Attribute(name, kind, List.of(), Optional.empty());
  }

  static Attribute of(String name, AttributeKind kind, Object usual) {
    return new Attribute(name, kind, List.of(), Optional.of(usual));
  }

  /** Whether a value has the attribute's kind. */
  boolean holds(Object value) {
    return switch (kind) {
      case INTEGER -> value instanceof Integer;
      case REAL -> value instanceof Double;
      case FLAG -> value instanceof Boolean;
      case WORD -> value instanceof String word && words.contains(word);
      case TEXT -> value instanceof String;
      case INTEGERS -> value instanceof List<?> list && list.stream().allMatch(Integer.class::isInstance);
      case REALS -> value instanceof List<?> list && list.stream().allMatch(Double.class::isInstance);
      case TENSOR -> value instanceof Values;
    };
  }

  /** What it holds, for people. */
  public String describe() {
    return switch (kind) {
      case INTEGER -> "a whole number";
      case REAL -> "a number";
      case FLAG -> "true or false";
      case WORD -> "one of " + String.join(", ", words);
      case TEXT -> "a text";
      case INTEGERS -> "a list of whole numbers";
      case REALS -> "a list of numbers";
      case TENSOR -> "a tensor";
    };
  }
}
