package io.parley.protocols.replicated.malicious;

import io.parley.crypto.BitPlanes;
import io.parley.crypto.BitTensor;
import io.parley.crypto.RawAccess;

/**
 * x < 0, the top bit of the sum of the three components' low 64 bits: S_63 ⊕ C_63 ⊕ the carry of S + C into it. C_0 is 0, so
 * that carry comes from bits 1 … 62. A round of 63 majorities, one of the 62 generate bits S ∧ C, and six for the carry.
 */
final class MaliciousComparison {
  static final int MAJORITIES = 63;
  static final int DIGITS = 62;

  private MaliciousComparison() {}

  static Planes isNegative(Gates gates, PartyNumber x) {
    RawAccess raw = RawAccess.grant();
    int w = BitTensor.wordCount(x.shape().size());
    Adder adder = new Adder(gates, w);
    Planes s = new Planes(BitPlanes.slice(x.own().low().words(raw)), BitPlanes.slice(x.next().low().words(raw)));
    Planes majority = adder.majority(s.range(0, MAJORITIES * w));
    Planes digits = s.range(w, DIGITS * w);
    Planes carries = majority.range(0, DIGITS * w);
    Planes carry = adder.carry(gates.and(digits, carries), digits.xor(carries), DIGITS);
    return s.range(63 * w, w).xor(majority.range(62 * w, w)).xor(carry);
  }
}
