package io.parley.protocols.spdz2k;

import io.parley.crypto.Prg;
import java.util.Arrays;

/**
 * Parities of MAC shares over 64 random subsets at once. A bit's word χ says to which of the subsets it belongs; for each
 * byte of χ the MAC shares are added up by the byte's value, and only at the end by the byte's bits.
 */
final class BitCombination {
  static final int PARITIES = 64;

  private final long[] buckets = new long[8 * 256];
  private long bits;

  void add(Prg.Stream coins, AuthenticatedBits share, long[] opened) {
    int n = share.n();
    int w = AuthenticatedBits.words(n);
    long[] chi = new long[n];
    long[] masks = new long[n];
    for (int plane = 0; plane < share.planes(); plane++) {
      coins.fill(chi);
      Masks.plane(opened, plane * w, n, masks, 0);
      for (int i = 0; i < n; i++) {
        bits ^= chi[i] & masks[i];
      }
      addPlane(chi, share.macs(), plane * n);
    }
  }

  /** The index is public: it is the coins. */
  private void addPlane(long[] chi, long[] macs, int from) {
    long[] b = buckets;
    for (int i = 0; i < chi.length; i++) {
      long c = chi[i];
      long mac = macs[from + i];
      b[(int) (c & 255)] ^= mac;
      b[256 + (int) (c >>> 8 & 255)] ^= mac;
      b[512 + (int) (c >>> 16 & 255)] ^= mac;
      b[768 + (int) (c >>> 24 & 255)] ^= mac;
      b[1024 + (int) (c >>> 32 & 255)] ^= mac;
      b[1280 + (int) (c >>> 40 & 255)] ^= mac;
      b[1536 + (int) (c >>> 48 & 255)] ^= mac;
      b[1792 + (int) (c >>> 56)] ^= mac;
    }
  }

  /** X: bit t is the parity of the opened bits of subset t. */
  long bits() {
    return bits;
  }

  /** Y_t ⊕ X_t·Δ_i for all t. */
  long[] parities(long delta) {
    long[] y = new long[PARITIES];
    Arrays.setAll(y, t -> -(bits >>> t & 1) & delta);
    for (int t = 0; t < PARITIES; t++) {
      for (int value = 0; value < 256; value++) {
        y[t] ^= (value >>> (t & 7) & 1) == 0 ? 0 : buckets[(t >>> 3) * 256 + value];
      }
    }
    return y;
  }
}
