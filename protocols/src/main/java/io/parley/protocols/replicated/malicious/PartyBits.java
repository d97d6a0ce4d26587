package io.parley.protocols.replicated.malicious;

import io.parley.crypto.BitTensor;
import io.parley.crypto.RawAccess;
import io.parley.crypto.Shape;
import io.parley.protocols.spi.Share;

/**
 * Party i's share of bits b_0 ⊕ b_1 ⊕ b_2.
 *
 * @param own b_i
 * @param next b_{i+1}
 */
record PartyBits(BitTensor own, BitTensor next) implements Share {
  @Override
  public Shape shape() {
    return own.shape();
  }

  Planes planes() {
    RawAccess raw = RawAccess.grant();
    return new Planes(own.words(raw), next.words(raw));
  }
}
