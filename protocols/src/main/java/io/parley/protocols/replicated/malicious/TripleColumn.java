package io.parley.protocols.replicated.malicious;

import io.parley.crypto.Prg;
import io.parley.crypto.RingKernels;
import io.parley.protocols.spi.PeerFaultException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A triple for each of N words of ANDs, and one to look at; see {@link AndCheck}. To check z = x∧y with a triple, d = x ⊕ a
 * and e = y ⊕ b are opened, and v = z ⊕ c ⊕ d∧b ⊕ e∧a ⊕ d∧e must be zero.
 */
record TripleColumn(Planes a, Planes b, Planes c) {
  /** Permutes by coins and opens; after all columns have come in at every party. */
  Masked open(ConfirmedOpening opening, Prg.Stream coins, List<Journal.And> ands) {
    int[] order = permutation(coins, c.words());
    return new TripleColumn(a.gather(order), b.gather(order), c.gather(order)).open(opening, ands);
  }

  private Masked open(ConfirmedOpening opening, List<Journal.And> ands) {
    int last = c.words() - 1;
    Planes triple = a.range(last, 1).then(b.range(last, 1)).then(c.range(last, 1));
    Planes x = Planes.zeros(last);
    Planes y = Planes.zeros(last);
    int from = 0;
    for (Journal.And and : ands) {
      mask(and.x(), a, from, x);
      mask(and.y(), b, from, y);
      from += and.z().words();
    }
    Planes masked = x.then(y).then(triple);
    opening.offer(masked.own(), masked.next());
    return new Masked(this, masked);
  }

  private static void mask(Planes x, Planes by, int from, Planes out) {
    RingKernels.get().xor(x.own(), 0, by.own(), from, out.own(), from, x.words());
    RingKernels.get().xor(x.next(), 0, by.next(), from, out.next(), from, x.words());
  }

  /** All orders are equally likely, up to a factor of 1 ± 2^−18 for 2^23 words. */
  static int[] permutation(Prg.Stream coins, int count) {
    long[] draws = coins.next(count);
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int other = (int) Math.unsignedMultiplyHigh(draws[i], i + 1L);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }

  /** @param masked d and e of each word, then the triple to look at */
  record Masked(TripleColumn triples, Planes masked) {
    void check(Neighbours at, List<Journal.And> ands, ConfirmedOpening opening, ZeroCheck zero) {
      long[] opened = Planes.xor(Planes.xor(masked.own(), masked.next()), opening.take(masked.words()));
      int triple = opened.length - 3;
      if ((opened[triple] & opened[triple + 1]) != opened[triple + 2]) {
        throw new PeerFaultException(-1,
            "The check of ANDs failed: a party computed one of them wrong. Nothing is revealed");
      }
      zero.add(new Planes(differences(ands, opened, at.ownIs(0), Planes::own),
          differences(ands, opened, at.nextIs(0), Planes::next)));
    }

    private long[] differences(List<Journal.And> ands, long[] opened, boolean takesPublicTerms,
        Function<Planes, long[]> component) {
      RingKernels kernels = RingKernels.get();
      int n = triples.c().words() - 1;
      long[] v = Arrays.copyOf(component.apply(triples.c()), n);
      kernels.xorAnd(opened, 0, component.apply(triples.b()), 0, v, 0, n);
      kernels.xorAnd(opened, n, component.apply(triples.a()), 0, v, 0, n);
      if (takesPublicTerms) {
        kernels.xorAnd(opened, 0, opened, n, v, 0, n);
      }
      int from = 0;
      for (Journal.And and : ands) {
        kernels.xor(v, from, component.apply(and.z()), 0, v, from, and.z().words());
        from += and.z().words();
      }
      return v;
    }
  }
}
