package io.parley.protocols.replicated.malicious;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Circuits on the bits of the three components of numbers, which are shares of bits without a message [1, 2]: of l_0 + l_1
 * + l_2 = S + C with S = l_0 ⊕ l_1 ⊕ l_2 and C_{j+1} = maj(l_0, l_1, l_2)_j.
 *
 * <p>[1] Araki et al., CCS 2018, ePrint 2018/762. [2] Mohassel and Rindal, CCS 2018, ePrint 2018/403.
 */
final class Adder {
  private final Gates gates;
  /** Words of a plane. */
  private final int w;

  Adder(Gates gates, int w) {
    this.gates = gates;
    this.w = w;
  }

  /** maj(a, b, c) = ((a ⊕ c) ∧ (b ⊕ c)) ⊕ c for a, b and c the components: 1 round, 1 bit for a bit. */
  Planes majority(Planes components) {
    Planes withoutB = gates.at().without(1, components);
    Planes withoutA = gates.at().without(0, components);
    return gates.and(withoutB, withoutA).xor(gates.at().without(1, withoutA));
  }

  /**
   * The carry out of a sum, from the generate bits g and the propagate bits p of its digits, lowest first. Runs of digits
   * combine by g = g_hi ⊕ p_hi·g_lo and p = p_hi·p_lo; the lowest run needs no p. See {@link #carryPlanes}.
   */
  Planes carry(Planes g, Planes p, int digits) {
    Planes generate = g;
    Planes propagate = p;
    for (int runs = digits; runs > 1; runs -= runs / 2) {
      int pairs = runs / 2;
      int[] high = odd(0, pairs);
      Planes left = propagate.select(w, high).then(propagate.select(w, odd(1, pairs)));
      Planes right = generate.select(w, even(0, pairs)).then(propagate.select(w, even(1, pairs)));
      Planes products = gates.and(left, right);
      Planes rest = Planes.zeros(0);
      if (runs % 2 == 1) {
        rest = generate.select(w, runs - 1);
      }
      generate = generate.select(w, high).xor(products.range(0, pairs * w)).then(rest);
      // The plane for the lowest run is never looked at.
      Planes combined = Planes.zeros(w).then(products.range(pairs * w, (pairs - 1) * w));
      propagate = runs % 2 == 1 ? combined.then(propagate.select(w, runs - 1)) : combined;
    }
    return generate;
  }

  private static int[] odd(int from, int to) {
    return IntStream.range(from, to).map(i -> 2 * i + 1).toArray();
  }

  private static int[] even(int from, int to) {
    return IntStream.range(from, to).map(i -> 2 * i).toArray();
  }

  /** The ANDs of each round of {@link #carry}, in planes. */
  static List<Integer> carryPlanes(int digits) {
    List<Integer> planes = new ArrayList<>();
    for (int runs = digits; runs > 1; runs -= runs / 2) {
      planes.add(2 * (runs / 2) - 1);
    }
    return planes;
  }
}
