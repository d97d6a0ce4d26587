package io.parley.protocols.masked;

import io.parley.crypto.BitTensor;
import io.parley.crypto.Shape;
import io.parley.protocols.spi.Share;

/** What the provider knows of bits b: λ of Δ = b ⊕ λ. */
record DealerBits(BitTensor lambda) implements Share {
  @Override
  public Shape shape() {
    return lambda.shape();
  }

  @Override
  public String toString() {
    return "DealerBits" + shape();
  }
}
