package io.parley.protocols.securenn;

import io.parley.crypto.BitTensor;
import io.parley.crypto.Prg;
import io.parley.crypto.RawAccess;
import io.parley.crypto.Shape;

/** Bits that P_0 and P_1 both know, one to a word: η'', β and r[0] of the paper. */
final class PartyBits {
  private PartyBits() {}

  static long[] draw(Prg.Stream common, int n) {
    return BitTensor.of(Shape.of(n), common.next(BitTensor.wordCount(n))).unpack().words(RawAccess.grant());
  }

  /** P_j's share over Z_L of bit ⊕ known: of 1 − bit if that is 1. */
  static long flip(long bitShare, long known, int j) {
    return (bitShare ^ -known) + known + (known & j);
  }

  /** P_j's share over Z_{L−1} of bit ⊕ known; to negate is to flip all bits. P_0 adds the 1, as the paper has it here. */
  static long flipOdd(long bitShare, long known, int j) {
    return OddRing.add(bitShare ^ -known, known & (1 - j));
  }
}
