package io.parley.protocols.securenn;

import static io.parley.protocols.securenn.SecureNnProtocol.HELPER;

import io.parley.crypto.Prg;
import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.PartyScope;

/**
 * Algorithm 4: from shares of a ≠ L − 1 over Z_L to shares over Z_{L−1}. All that is missing is θ = wrap(a_0, a_1, L), since
 * a = a_0 + a_1 − θ·L. 4 rounds: 1 word an element from P_0 and P_1 each to P_2, 8 + 1 from P_2 to P_1,
 * {@link PrivateCompare}, 1 from P_2 to P_1.
 */
final class ShareConvert {
  private ShareConvert() {}

  static long[] party(PartyScope op, long[] a) {
    int n = a.length;
    int j = op.self();
    Prg.Stream common = Dealing.common(op);
    // Common randomness: r, as r_0 and r_1; u; η''.
    long[][] shares = {common.next(n), common.next(n)};
    long[] u = common.next(n);
    long[] blind = PartyBits.draw(common, n);
    long[] rShare = shares[j];
    long[] aTilde = new long[n];
    for (int i = 0; i < n; i++) {
      aTilde[i] = a[i] + rShare[i];
    }
    op.send(HELPER, aTilde);
    long[] delta = Dealing.dealt(op, n);

    long[] bound = new long[n];
    long[] beta = new long[n];
    for (int i = 0; i < n; i++) {
      long r = shares[0][i] + shares[1][i];
      bound[i] = r - 1;
      // x > −1 is always true, but x > r − 1 mod L is never for r = 0.
      beta[i] = blind[i] ^ OddRing.isZero(r);
    }
    PrivateCompare.party(op, op, bound, beta);

    long[] etaPrime = Dealing.dealt(op, n);
    long[] y = new long[n];
    for (int i = 0; i < n; i++) {
      long alpha = OddRing.carry(shares[0][i], shares[1][i], shares[0][i] + shares[1][i]);
      long wrapped = OddRing.carry(a[i], rShare[i], aTilde[i]);
      long eta = PartyBits.flipOdd(etaPrime[i], blind[i], j);
      // θ_j = β_j − (1 − j)(α + 1) + δ_j + η_j, and y_j = a_j − θ_j + u_j.
      long theta = OddRing.add(OddRing.add(wrapped, OddRing.negate((1 - j) * (alpha + 1))),
          OddRing.add(delta[i], eta));
      long fresh = j == 0 ? u[i] : OddRing.negate(u[i]);
      y[i] = OddRing.add(OddRing.add(a[i], OddRing.negate(theta)), fresh);
    }
    return y;
  }

  /** For P_2: steps 2 and 3. x is a + r, uniform. */
  static void helperShares(PartyScope op, int n) {
    long[] a0 = op.receive(0, n);
    long[] a1 = op.receive(1, n);
    long[] x = new long[n];
    long[] delta = new long[n];
    for (int i = 0; i < n; i++) {
      x[i] = a0[i] + a1[i];
      delta[i] = OddRing.carry(a0[i], a1[i], x[i]);
    }
    Dealing.dealOdd(op, delta);
    SharedBits.deal(op, x);
  }

  /** For P_2: steps 4 and 5. η' is η under P_0's and P_1's random η''. */
  static void helperCompares(PartyScope op, int n) {
    Dealing.dealOdd(op, PrivateCompare.helper(op, n));
  }

  static void costs(CostScope op, int n) {
    op.round(m -> {
      m.send(0, HELPER, n);
      m.send(1, HELPER, n);
    });
    op.round(m -> m.send(HELPER, 1, (1L + SharedBits.WORDS) * n));
    PrivateCompare.costs(op, n);
    op.round(m -> m.send(HELPER, 1, n));
  }
}
