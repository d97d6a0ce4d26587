package io.parley.protocols.replicated.malicious;

import java.util.ArrayList;
import java.util.List;

/**
 * Checks ANDs, N words of 64 each, against random triples by cut and choose [1]. A column is N + 1 triples (a, b, a∧b), a
 * word each, computed as the ANDs were. Coins then permute each column: the last triple is opened, and the others check
 * one word of ANDs each.
 *
 * <p>A cheat passes a column only if its wrong triples come to stand exactly where its k ≥ 1 wrong words are, so with
 * probability at most 1 / C(N + 1, k) ≤ 1 / (N + 1); that it passes B columns has probability (N + 1)^−B. The ANDs are fixed
 * before the coins are tossed, which is why this is one factor better than buckets of triples alone.
 *
 * <p>[1] Furukawa, Lindell, Nof, Weinstein, EUROCRYPT 2017, ePrint 2016/944.
 */
final class AndCheck {
  /** A cheat passes with probability at most 2^−40. */
  private static final int SECURITY_BITS = 40;

  private AndCheck() {}

  /** B: the least with (N + 1)^B ≥ 2^40; none if there is nothing to check. */
  static int columns(long words) {
    int columns = 0;
    for (double reach = 1; words > 0 && reach < Math.scalb(1.0, SECURITY_BITS); reach *= words + 1) {
      columns++;
    }
    return columns;
  }

  /** The words that are opened for a column: d and e for each word of ANDs, and a triple. */
  static long openedWords(long words) {
    return 2 * words + 3;
  }

  /** Draws the a and b of all columns and sends this party's components of their c. */
  static List<Drawn> draw(Neighbours at, List<Journal.And> ands) {
    int words = ands.stream().mapToInt(and -> and.z().words()).reduce(0, Math::addExact);
    // All that is opened must fit into an array.
    int triples = Math.toIntExact(openedWords(words) - 2) - words;
    List<Drawn> columns = new ArrayList<>();
    for (int i = 0; i < columns(words); i++) {
      Planes a = at.randomPlanes(triples);
      Planes b = at.randomPlanes(triples);
      long[] own = at.andShare(a, b);
      at.passOn(own);
      columns.add(new Drawn(a, b, own));
    }
    return columns;
  }

  record Drawn(Planes a, Planes b, long[] ownC) {
    TripleColumn receive(Neighbours at) {
      return new TripleColumn(a, b, new Planes(ownC, at.passed(ownC.length)));
    }

    @Override
    public String toString() {
      return "Drawn[" + ownC.length + "]";
    }
  }
}
