package io.parley.protocols.masked;

import io.parley.crypto.Bilinear;
import io.parley.crypto.RawAccess;
import io.parley.protocols.spi.Share;
import io.parley.protocols.spi.Width;

/**
 * From Z_2^w to Z_2^64, for −2^(w−2) ≤ x ≤ 2^(w−2). With c = Δ + 2^(w−2) mod 2^w, λ + x + 2^(w−2) wraps iff λ_{w−1} = 1 and
 * c_{w−1} = 0, so x = c − 2^(w−2) − λ + (1 − c_{w−1})·2^w·λ_{w−1}: linear in what the provider knows, λ mod 2^w and
 * 2^w·λ_{w−1} [Escudero et al., ePrint 2020/338, section 5].
 */
final class Extension {
  private final long[] open;
  /** All ones where c_{w−1} = 0. */
  private final long[] kept;
  private final boolean isFirst;

  Extension(PartyNumber x, boolean isFirst) {
    this.isFirst = isFirst;
    int width = x.width();
    long mask = Width.mask(width);
    long offset = 1L << (width - 2);
    long[] delta = x.delta().words(RawAccess.grant());
    open = new long[delta.length];
    kept = new long[delta.length];
    for (int i = 0; i < delta.length; i++) {
      long c = (delta[i] + offset) & mask;
      open[i] = c - offset;
      kept[i] = (c >>> (width - 1)) - 1;
    }
  }

  /** What is public of x. */
  long[] open() {
    return open;
  }

  /** out += [x], of shares of λ mod 2^w and of 2^w·λ_{w−1}. */
  void addTo(long[] out, long[] low, long[] wrap) {
    long first = isFirst ? -1 : 0;
    for (int i = 0; i < out.length; i++) {
      out[i] += (open[i] & first) - low[i] + (wrap[i] & kept[i]);
    }
  }

  /** [b·x], of shares of b, b·(λ mod 2^w) and b·2^w·λ_{w−1}. */
  long[] times(long[] bit, long[] low, long[] wrap) {
    long[] out = new long[bit.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = open[i] * bit[i] - low[i] + (wrap[i] & kept[i]);
    }
    return out;
  }

  /** Whether the product is a square that is had without extending x first. */
  @SuppressWarnings("ReferenceEquality") // The very same number; an equal one has masks of its own.
  static boolean squares(Bilinear map, Share x, Share y, int width) {
    return map instanceof Bilinear.Mul && x == y && width < Width.FULL;
  }

  /** [x²], of shares of l = λ mod 2^w and v = 2^w·λ_{w−1}, and of l² and v·(v − 2l). */
  long[] square(long[] low, long[] wrap, long[] lowSquare, long[] rest) {
    long[] out = new long[low.length];
    long first = isFirst ? -1 : 0;
    for (int i = 0; i < out.length; i++) {
      long twice = 2 * open[i];
      out[i] = ((open[i] * open[i]) & first) - twice * low[i] + lowSquare[i] + ((twice * wrap[i] + rest[i]) & kept[i]);
    }
    return out;
  }

  /** λ mod 2^w, for the dealer. */
  static long[] low(long[] lambda, int width) {
    long[] out = new long[lambda.length];
    long mask = Width.mask(width);
    for (int i = 0; i < out.length; i++) {
      out[i] = lambda[i] & mask;
    }
    return out;
  }

  /** 2^w·λ_{w−1}, for the dealer. */
  static long[] wrap(long[] lambda, int width) {
    long[] out = new long[lambda.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (lambda[i] >>> (width - 1) & 1) << width;
    }
    return out;
  }
}
