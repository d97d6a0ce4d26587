package io.parley.protocols.cost;

import io.parley.plan.BadRequestException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a user may ask for where a protocol compares in more than one way; see {@link ComparisonChoice}. */
public enum CompareBy {
  /** By trees of blocks and gates: little tape and work, but a round more, or two. */
  TREE,
  /** By function secret sharing, between two parties: one round, much tape and work. */
  FSS,
  /** Comparison by comparison, what the model of {@link ComparisonChoice} takes to be faster. */
  AUTO;

  /**
   * @param source what the text stands for, as messages name it
   * @throws BadRequestException if there is none of that name
   */
  public static CompareBy parse(String source, String text) {
    return Arrays.stream(values()).filter(c -> c.toString().equals(text)).findFirst()
        .orElseThrow(() -> new BadRequestException(source + " is '" + text + "', but must be "
            + Arrays.stream(values()).map(CompareBy::toString).collect(Collectors.joining(", "))));
  }

  /** As users write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
