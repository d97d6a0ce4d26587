package io.parley.plan.catalogue;

import java.util.List;
import java.util.Locale;

/**
 * An op of ND4J's public API.
 *
 * @param name {@code Class.method}
 * @param how the formula, function or op that serves it; else why nothing does
 * @param shape of the result, in words; empty if it is not supported on secrets
 * @param signatures of all overloads
 */
public record CatalogueOp(String name, Kind kind, Support support, String how, String shape,
    List<String> signatures) {
  public CatalogueOp {
    signatures = List.copyOf(signatures);
  }

  /** Whether the word occurs in what it is or how it is done; case does not matter. */
  public boolean mentions(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return List.of(name, kind.label(), how).stream()
        .anyMatch(s -> s.toLowerCase(Locale.ROOT).contains(lower));
  }
}
