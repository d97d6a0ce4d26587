package io.parley.protocols.replicated.malicious;

import io.parley.crypto.Bilinear;
import io.parley.crypto.BitTensor;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;

/**
 * Bits as numbers 0 and 1. A component b_i is known to its two holders, and so is a shared number without a message; u ⊕ v
 * = u + v − 2uv, once for b_0 ⊕ b_1 and once for (b_0 ⊕ b_1) ⊕ b_2. 2 rounds, 32 bytes a bit.
 */
final class BitConversion {
  private final Gates gates;

  BitConversion(Gates gates) {
    this.gates = gates;
  }

  /** The bits of some planes of n elements each, plane after plane. */
  PartyNumber numbers(Planes bits, int planes, int n) {
    RingTensor own = numbers(bits.own(), planes, n);
    RingTensor next = numbers(bits.next(), planes, n);
    PartyNumber pair = xor(gates.at().only(0, own, next), gates.at().only(1, own, next));
    return xor(pair, gates.at().only(2, own, next));
  }

  private PartyNumber xor(PartyNumber u, PartyNumber v) {
    return u.add(v).sub(gates.product(new Bilinear.Mul(), u, v).map(both -> both.shiftLeft(1)));
  }

  private static RingTensor numbers(long[] bits, int planes, int n) {
    int w = BitTensor.wordCount(n);
    long[] out = new long[planes * n];
    for (int plane = 0; plane < planes; plane++) {
      for (int i = 0; i < n; i++) {
        out[plane * n + i] = (bits[plane * w + (i >> 6)] >>> i) & 1;
      }
    }
    return RingTensor.of(Shape.of(out.length), out);
  }
}
