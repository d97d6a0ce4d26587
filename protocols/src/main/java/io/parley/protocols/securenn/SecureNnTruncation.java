package io.parley.protocols.securenn;

import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.PartyScope;

/**
 * x / 2^f, instead of the paper's truncation of each share, which is off by 2^(64−f) with probability |x|/2^63 or so.
 *
 * <p>P_0 and P_1 open c = x + 2^62 + r for an r that P_2 knows. With x + 2^62 < 2^63, c wraps iff r_63 = 1 and c_63 = 0. So
 * with r ≫ f and r_63·2^(64−f) dealt, x ≫ f = (c ≫ f) − 2^(62−f) − (r ≫ f) + (1 − c_63)·r_63·2^(64−f), up to the borrow of the
 * dropped bits [Escudero et al., ePrint 2020/338, section 5]. 1 round: P_0 and P_1 send each other one word, P_2 sends two
 * to P_1.
 */
final class SecureNnTruncation {
  private SecureNnTruncation() {}

  static long[] party(PartyScope op, long[] x, int bits) {
    int n = x.length;
    int j = op.self();
    long[] masked = Dealing.draw(op, n);
    for (int i = 0; i < n; i++) {
      masked[i] += x[i] + ((long) j << 62);
    }
    long[] c = Dealing.open(op, masked);
    long[] shifted = Dealing.dealt(op, n);
    long[] top = Dealing.dealt(op, n);
    long[] out = new long[n];
    for (int i = 0; i < n; i++) {
      out[i] = j * ((c[i] >>> bits) - (1L << (62 - bits))) - shifted[i] + (top[i] & ~(c[i] >> 63));
    }
    return out;
  }

  static void helper(PartyScope op, int n, int bits) {
    long[] r = Dealing.sumOfDraws(op, n);
    long[] shifted = new long[n];
    long[] top = new long[n];
    for (int i = 0; i < n; i++) {
      shifted[i] = r[i] >>> bits;
      top[i] = (r[i] >>> 63) << (64 - bits);
    }
    Dealing.deal(op, shifted);
    Dealing.deal(op, top);
  }

  static void costs(CostScope op, int n) {
    op.round(m -> {
      m.send(0, 1, n);
      m.send(1, 0, n);
      m.send(2, 1, 2L * n);
    });
  }
}
