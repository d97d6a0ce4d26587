package io.parley.protocols.securenn;

import static io.parley.protocols.securenn.SecureNnProtocol.HELPER;
import static io.parley.protocols.securenn.SharedBits.P;

import io.parley.crypto.Prg;
import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.PartyScope;

/**
 * Algorithm 3: for x[i] shared over Z_p, and r and a random bit β known to P_0 and P_1, P_2 learns β' = β ⊕ (x > r), and
 * nothing else. 1 round: 8 words an element from P_0 and from P_1 to P_2.
 *
 * <p>For β = 0 let ρ = r, for β = 1 let ρ = r + 1, so that β' is x > ρ or x < ρ. With w_i = x[i] ⊕ ρ[i], the number
 *
 * <pre>c_i = ±(ρ[i] − x[i]) + 1 + Σ_{k>i} w_k,   + for β = 0 and − for β = 1,</pre>
 *
 * is linear in the shares of x, lies in 0 … 65, and is 0 iff i is the first bit that differs, in the right direction.
 * P_2 gets d_i = s_i·c_i in an order π, for s_i in 1 … p − 1 and π drawn by P_0 and P_1: uniform numbers that are not zero,
 * save for one zero at a random place if β' = 1.
 *
 * <p>β = 1 and r = 2^64 − 1 would need ρ = 2^64: then x counts as 0 and c_0 loses 1, which gives 0, 1, … 1 as in the paper.
 * And as P_2 made the shares of x, it could tell something of r from the two shares of s_i·c_i. So P_0 adds a common random
 * u_i to its own and P_1 subtracts it, where the paper has u_i in that special case only.
 */
final class PrivateCompare {
  private static final Digits NOT_ZERO = Digits.below(P - 1);
  private static final Digits UNIFORM = Digits.below(P);
  private static final Digits SHUFFLE = Digits.forShuffle();
  /** Makes c_i positive: a multiple of p above 64·p + 2. */
  private static final int LIFT = 65 * P;

  private final int j;
  private final Prg.Stream common;
  private final long[] words = new long[64 * Digits.CHUNK];
  private final int[] s = new int[64 * Digits.CHUNK];
  private final int[] u = new int[64 * Digits.CHUNK];
  private final int[] swaps = new int[64 * Digits.CHUNK];
  private final int[] c = new int[64 * Digits.CHUNK];
  private final int[] d = new int[64 * Digits.CHUNK];

  private PrivateCompare(int j, Prg.Stream common) {
    this.j = j;
    this.common = common;
  }

  /**
   * @param dealt where the shares of x come from
   * @param beta 0 or 1 for each element
   */
  static void party(PartyScope op, PartyScope dealt, long[] r, long[] beta) {
    PrivateCompare compare = new PrivateCompare(op.self(), Dealing.common(op));
    SharedBits.blocks(r.length, (from, count) -> {
      byte[] d = SharedBits.dealt(dealt, count);
      op.after(dealt.depth());
      compare.replaceByD(d, r, beta, from, count);
      op.send(HELPER, SharedBits.pack(d));
    });
  }

  /** Steps 2 to 13 for a block. */
  private void replaceByD(byte[] x, long[] r, long[] beta, int from, int count) {
    for (int start = 0; start < count; start += Digits.CHUNK) {
      int n = Math.min(Digits.CHUNK, count - start);
      NOT_ZERO.draw(common, n, words, s);
      UNIFORM.draw(common, n, words, u);
      SHUFFLE.draw(common, n, words, swaps);
      for (int i = 0; i < n; i++) {
        sums(x, 64 * (start + i), r[from + start + i], beta[from + start + i], 64 * i);
      }
      scale(j, c, s, u, d, 64 * n);
      for (int i = 0; i < n; i++) {
        shuffle(d, 64 * i, swaps);
      }
      for (int i = 0; i < 64 * n; i++) {
        x[64 * start + i] = (byte) d[i];
      }
    }
  }

  /** c_i − j, with P_j's share of w_i being ±(j·ρ[i] − x[i]), + where ρ[i] = 1. */
  private void sums(byte[] x, int at, long r, long beta, int to) {
    long rho = r + beta;
    int never = (int) (beta & OddRing.isZero(~r));
    int sign = (int) -beta;
    int sum = 0;
    for (int i = 63; i >= 0; i--) {
      int bit = (int) (rho >>> i) & 1;
      int v = (j & bit) - (x[at + i] & (never - 1));
      c[to + i] = sum + ((v ^ sign) - sign);
      sum += (v ^ (bit - 1)) - (bit - 1);
    }
    c[to] -= j & never;
  }

  /** d_i = s_i·c_i ± u_i mod p. */
  private static void scale(int j, int[] c, int[] s, int[] u, int[] d, int count) {
    int sign = -j;
    int lift = LIFT + j;
    int add = P & sign;
    for (int i = 0; i < count; i++) {
      d[i] = mod(mod(c[i] + lift) * (s[i] + 1) + (u[i] ^ sign) - sign + add);
    }
  }

  /** a mod p for 0 ≤ a < 9709, where ⌈2^18/p⌉·a/2^18 has the whole part of a/p. */
  private static int mod(int a) {
    return a - P * ((a * 3913) >>> 18);
  }

  /** Fisher and Yates. */
  private static void shuffle(int[] d, int at, int[] swaps) {
    for (int i = 63; i > 0; i--) {
      int to = at + swaps[at + 63 - i];
      int di = d[at + i];
      d[at + i] = d[to];
      d[to] = di;
    }
  }

  /** For P_2: β' for each element. */
  static long[] helper(PartyScope op, int n) {
    long[] beta = new long[n];
    SharedBits.blocks(n, (from, count) -> {
      long[] d0 = op.receive(0, SharedBits.WORDS * count);
      long[] d1 = op.receive(1, SharedBits.WORDS * count);
      for (int i = 0; i < count; i++) {
        beta[from + i] = hasZero(d0, d1, SharedBits.WORDS * i);
      }
    });
    return beta;
  }

  /** 1 if any of 64 sums is 0 mod p, that is 0 or p, else 0. Bytes below p do not carry. */
  private static long hasZero(long[] d0, long[] d1, int from) {
    long found = 0;
    for (int k = 0; k < SharedBits.WORDS; k++) {
      long d = d0[from + k] + d1[from + k];
      found |= zeroBytes(d) | zeroBytes(d ^ P * 0x0101010101010101L);
    }
    return OddRing.isZero(found) ^ 1;
  }

  /** Not 0 iff some byte is 0. */
  private static long zeroBytes(long a) {
    return (a - 0x0101010101010101L) & ~a & 0x8080808080808080L;
  }

  static void costs(CostScope op, int n) {
    op.round(m -> {
      m.send(0, HELPER, (long) SharedBits.WORDS * n);
      m.send(1, HELPER, (long) SharedBits.WORDS * n);
    });
  }
}
