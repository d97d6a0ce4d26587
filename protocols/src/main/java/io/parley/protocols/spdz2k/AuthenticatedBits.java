package io.parley.protocols.spdz2k;

import io.parley.crypto.BitTensor;
import io.parley.crypto.RingKernels;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.Payloads;
import java.util.Arrays;
import java.util.List;

/**
 * A party's part of ⟦b⟧ for p planes of n bits: its exclusive-or shares, w = ⌈n/64⌉ words a plane, and for each bit a
 * word M_i with ⊕ M_i = b·Δ, n words a plane.
 */
record AuthenticatedBits(int n, long[] bits, long[] macs) {
  static int words(int n) {
    return BitTensor.wordCount(n);
  }

  int planes() {
    return n == 0 ? 0 : macs.length / n;
  }

  AuthenticatedBits xor(AuthenticatedBits y) {
    long[] b = new long[bits.length];
    long[] m = new long[macs.length];
    RingKernels.get().xor(bits, y.bits, b);
    RingKernels.get().xor(macs, y.macs, m);
    return new AuthenticatedBits(n, b, m);
  }

  /** Public bits added: the first party's share flips, and every party's MAC share by its Δ_i. */
  AuthenticatedBits xorPublic(long[] y, boolean first, long delta) {
    long[] b = bits.clone();
    if (first) {
      RingKernels.get().xor(b, y, b);
    }
    long[] m = Masks.of(y, n, planes());
    for (int i = 0; i < m.length; i++) {
      m[i] = macs[i] ^ (m[i] & delta);
    }
    return new AuthenticatedBits(n, b, m);
  }

  AuthenticatedBits andPublic(long[] y) {
    long[] b = new long[bits.length];
    long[] m = Masks.of(y, n, planes());
    RingKernels.get().and(bits, y, b);
    RingKernels.get().and(macs, m, m);
    return new AuthenticatedBits(n, b, m);
  }

  /** These planes, then others. */
  AuthenticatedBits with(AuthenticatedBits more) {
    return new AuthenticatedBits(n, Payloads.concat(bits, more.bits), Payloads.concat(macs, more.macs));
  }

  /** One plane out of one plane each of consecutive elements, whole words all but the last. */
  static AuthenticatedBits joined(int n, List<AuthenticatedBits> parts) {
    long[] b = new long[words(n)];
    long[] m = new long[n];
    int at = 0;
    for (AuthenticatedBits part : parts) {
      System.arraycopy(part.bits, 0, b, at / 64, part.bits.length);
      System.arraycopy(part.macs, 0, m, at, part.macs.length);
      at += part.n;
    }
    return new AuthenticatedBits(n, b, m);
  }

  /** Some planes of these, from {@code from} on. */
  AuthenticatedBits slice(int from, int count) {
    int w = words(n);
    return new AuthenticatedBits(n, Arrays.copyOfRange(bits, from * w, (from + count) * w),
        Arrays.copyOfRange(macs, from * n, (from + count) * n));
  }

  /** Planes that the provider deals: the bits, then their MACs. */
  static AuthenticatedBits dealt(PartyScope op, int n, int planes) {
    long[] bits = op.dealt(planes * words(n));
    return new AuthenticatedBits(n, bits, op.dealt(planes * n));
  }

  /** Planes of random bits that nobody but the provider knows: each party's share is drawn, the MACs are dealt. */
  static AuthenticatedBits random(PartyScope op, int n, int planes) {
    long[] bits = op.random(planes * words(n));
    return new AuthenticatedBits(n, bits, op.dealt(planes * n));
  }

  @Override
  public String toString() {
    return "AuthenticatedBits[" + planes() + " planes of " + n + "]";
  }
}
