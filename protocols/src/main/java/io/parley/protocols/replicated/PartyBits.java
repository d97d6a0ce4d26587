package io.parley.protocols.replicated;

import io.parley.crypto.BitTensor;
import io.parley.crypto.Shape;
import io.parley.protocols.spi.Share;

/**
 * Party i's share of bits b = b_0 ⊕ b_1 ⊕ b_2.
 *
 * @param own b_i
 * @param next b_{i+1}
 */
record PartyBits(BitTensor own, BitTensor next) implements Share {
  @Override
  public Shape shape() {
    return own.shape();
  }
}
