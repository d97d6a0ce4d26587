package io.parley.nd4j.catalogue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An op of ND4J's public API.
 *
 * @param name {@code Class.method}
 * @param how the formula, function or op that serves it; else why nothing does
 * @param shape of the result, in words; empty if it is not supported on secrets
 * @param signatures of all overloads
 * @param cost if it runs on secrets, and where it was worked out
 */
public record CatalogueOp(String name, Kind kind, Support support, String how, String shape,
    List<String> signatures, Optional<OpCost> cost) {
  public CatalogueOp {
    signatures = List.copyOf(signatures);
  }

  CatalogueOp(String name, Kind kind, Support support, String how, String shape, List<String> signatures) {
    this(name, kind, support, how, shape, signatures, Optional.empty());
  }

  /** Whether the word occurs in what it is or how it is done; case does not matter. */
  public boolean mentions(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return List.of(name, kind.label(), how).stream()
        .anyMatch(s -> s.toLowerCase(Locale.ROOT).contains(lower));
  }
}
