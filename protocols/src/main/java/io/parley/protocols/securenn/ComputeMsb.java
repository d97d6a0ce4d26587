package io.parley.protocols.securenn;

import static io.parley.protocols.securenn.SecureNnProtocol.HELPER;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Prg;
import io.parley.crypto.RawAccess;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.PartyScope;

/**
 * Algorithm 5: from shares of a over Z_{L−1} to shares over Z_L of its top bit. As L − 1 is odd, that is the lowest bit of
 * y = 2a. P_0 and P_1 open r = y + x for an x of P_2; then y[0] = r[0] ⊕ x[0] ⊕ (x > r).
 *
 * <p>P_0 and P_1 draw their shares of x, so that P_2's first message holds bits alone and does not delay r. 4 rounds: 1 word
 * an element between P_0 and P_1 and 8 + 1 from P_2 to P_1; {@link PrivateCompare}; 1 from P_2 to P_1; {@link MatMul}.
 */
final class ComputeMsb {
  private static final RawAccess RAW = RawAccess.grant();
  private static final Bilinear PRODUCT = new Bilinear.Mul();

  private ComputeMsb() {}

  /**
   * @param dealt what step 1 deals; apart from {@code op}, so that P_2 can do it early
   */
  static long[] party(PartyScope op, PartyScope dealt, long[] a) {
    int n = a.length;
    int j = op.self();
    Prg.Stream common = Dealing.common(op);
    long[] blind = PartyBits.draw(common, n);
    long[] masked = Dealing.draw(dealt, n);
    for (int i = 0; i < n; i++) {
      masked[i] = OddRing.add(OddRing.add(a[i], a[i]), masked[i]);
    }
    long[] r = openOdd(op, masked);
    long[] lowest = Dealing.dealt(dealt, n);
    op.after(dealt.depth());
    PrivateCompare.party(op, dealt, r, blind);

    long[] gamma = Dealing.dealt(op, n);
    long[] delta = new long[n];
    for (int i = 0; i < n; i++) {
      gamma[i] = PartyBits.flip(gamma[i], blind[i], j);
      delta[i] = PartyBits.flip(lowest[i], r[i] & 1, j);
    }
    Shape shape = Shape.of(n);
    RingTensor gammas = RingTensor.of(shape, gamma);
    RingTensor deltas = RingTensor.of(shape, delta);
    RingTensor theta = MatMul.party(op, PRODUCT, gammas, deltas);
    return Dealing.refreshed(op, gammas.add(deltas).sub(theta.shiftLeft(1))).words(RAW);
  }

  private static long[] openOdd(PartyScope op, long[] mine) {
    op.send(1 - op.self(), mine);
    long[] theirs = op.receive(1 - op.self(), mine.length);
    long[] sum = new long[mine.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = OddRing.canonical(OddRing.add(mine[i], theirs[i]));
    }
    return sum;
  }

  /** For P_2: step 1. */
  static void helperShares(PartyScope op, int n) {
    long[] x0 = op.common(0).next(n);
    long[] x1 = op.common(1).next(n);
    long[] x = new long[n];
    long[] lowest = new long[n];
    for (int i = 0; i < n; i++) {
      x[i] = OddRing.canonical(OddRing.add(x0[i], x1[i]));
      lowest[i] = x[i] & 1;
    }
    Dealing.deal(op, lowest);
    SharedBits.deal(op, x);
  }

  /** For P_2: steps 4, 5 and 8. β' is x > r under P_0's and P_1's random β. */
  static void helperCompares(PartyScope op, int n) {
    Dealing.deal(op, PrivateCompare.helper(op, n));
    MatMul.helper(op, PRODUCT, Shape.of(n), Shape.of(n));
  }

  static void costs(CostScope op, CostScope dealt, int n) {
    dealt.round(m -> m.send(HELPER, 1, (1L + SharedBits.WORDS) * n));
    op.round(m -> {
      m.send(0, 1, n);
      m.send(1, 0, n);
    });
    op.after(dealt);
    PrivateCompare.costs(op, n);
    op.round(m -> m.send(HELPER, 1, n));
    MatMul.costs(op, PRODUCT, Shape.of(n), Shape.of(n));
  }
}
