package io.parley.protocols.masked;

import io.parley.crypto.BitTensor;
import io.parley.crypto.Shape;
import io.parley.protocols.spi.Share;

/** Bits b: Δ = b ⊕ λ, public, and this party's λ_i with λ = ⊕ λ_i. */
record PartyBits(BitTensor delta, BitTensor lambda) implements Share {
  @Override
  public Shape shape() {
    return delta.shape();
  }

  @Override
  public String toString() {
    return "PartyBits" + shape();
  }
}
