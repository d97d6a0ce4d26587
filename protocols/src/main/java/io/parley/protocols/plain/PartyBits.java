package io.parley.protocols.plain;

import io.parley.crypto.BitTensor;
import io.parley.crypto.Shape;
import io.parley.protocols.spi.Share;

/** Bits in the clear. */
record PartyBits(BitTensor value) implements Share {
  @Override
  public Shape shape() {
    return value.shape();
  }
}
