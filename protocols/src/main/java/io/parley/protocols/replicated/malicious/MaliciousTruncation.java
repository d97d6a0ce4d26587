package io.parley.protocols.replicated.malicious;

import io.parley.crypto.BitPlanes;
import io.parley.crypto.BitTensor;
import io.parley.crypto.RawAccess;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import io.parley.crypto.WideTensor;

/**
 * x / 2^f for |x| < 2^62, from the components' low 64 bits, shifted locally, and what that misses.
 *
 * <p>Let x' = x + 2^62, so that 0 < x' < 2^63, let l_i be the low 64 bits of its components, and l_0 + l_1 + l_2 = x' +
 * 2^64·κ. Then x' ≫ f = Σ (l_i ≫ f) + ⌊(Σ l_i mod 2^f) / 2^f⌋ − 2^(64−f)·κ. With S and C as {@link Adder} has them,
 *
 * <ul>
 * <li>κ = maj_63 + the carry out of S + C, which is S_63 ∨ C_63, since the top bit of x' is 0: the carry into it is S_63 ⊕
 * C_63;
 * <li>⌊(Σ l_i mod 2^f) / 2^f⌋ = maj_{f−1} + the carry out of the low f bits of S + C. That carry is 0 if S_{f−1} and C_{f−1}
 * are 0, and 1 if both are 1. If only one is, it is taken for 1. When it is not, the dropped bits are at least 2^(f−1), so
 * that the result is one more than the floor but nearer to x / 2^f; the error is less than one unit in all cases.
 * </ul>
 *
 * <p>So four bits become numbers: maj_{f−1}, S_{f−1} ∨ C_{f−1}, maj_63, S_63 ∨ C_63, with C_j = maj_{j−1}. A round of 4
 * majorities, one of 2 ANDs, 2 rounds of products.
 */
final class MaliciousTruncation {
  /** Numbers that are made of bits for each element. */
  static final int NUMBERS = 4;

  private static final RawAccess RAW = RawAccess.grant();

  private final Gates gates;
  private final int bits;

  MaliciousTruncation(Gates gates, int bits) {
    this.gates = gates;
    this.bits = bits;
  }

  /** The majorities that are taken for each element; C_0 is 0. */
  static int majorities(int bits) {
    return bits == 1 ? 3 : 4;
  }

  /** The ANDs after them. */
  static int ors(int bits) {
    return bits == 1 ? 1 : 2;
  }

  PartyNumber apply(PartyNumber x) {
    int n = x.shape().size();
    long[] own = shifted(x.own(), gates.at().ownIs(0));
    long[] next = shifted(x.next(), gates.at().nextIs(0));
    Planes s = new Planes(BitPlanes.slice(own), BitPlanes.slice(next));
    PartyNumber numbers = new BitConversion(gates).numbers(wanted(s, BitTensor.wordCount(n)), NUMBERS, n);
    PartyNumber added = numbers.range(0, n).add(numbers.range(n, n));
    PartyNumber wraps = numbers.range(2 * n, n).add(numbers.range(3 * n, n));
    PartyNumber missing = added.sub(wraps.map(v -> v.shiftLeft(64 - bits))).reshape(x.shape());
    return new PartyNumber(missing.own().add(dropped(own, x.shape(), gates.at().ownIs(0))),
        missing.next().add(dropped(next, x.shape(), gates.at().nextIs(0))));
  }

  /** l_i. */
  private static long[] shifted(WideTensor x, boolean addsConstants) {
    return x.low().add(addsConstants ? 1L << 62 : 0).words(RAW);
  }

  /** maj_{f−1}, S_{f−1} ∨ C_{f−1}, maj_63, S_63 ∨ C_63. */
  private Planes wanted(Planes s, int w) {
    Adder adder = new Adder(gates, w);
    if (bits == 1) {
      Planes majority = adder.majority(s.select(w, 0, 62, 63));
      Planes top = or(s.select(w, 63), majority.select(w, 1));
      return majority.select(w, 0).then(s.select(w, 0)).then(majority.select(w, 2)).then(top);
    }
    Planes majority = adder.majority(s.select(w, bits - 2, bits - 1, 62, 63));
    Planes ors = or(s.select(w, bits - 1, 63), majority.select(w, 0, 2));
    return majority.select(w, 1).then(ors.select(w, 0)).then(majority.select(w, 3)).then(ors.select(w, 1));
  }

  private Planes or(Planes x, Planes y) {
    return x.xor(y).xor(gates.and(x, y));
  }

  /** l_i ≫ f, and 2^(62−f) less in the component that takes the constants. */
  private RingTensor dropped(long[] l, Shape shape, boolean takesConstants) {
    long less = takesConstants ? 1L << (62 - bits) : 0;
    long[] out = new long[l.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (l[i] >>> bits) - less;
    }
    return RingTensor.of(shape, out);
  }
}
