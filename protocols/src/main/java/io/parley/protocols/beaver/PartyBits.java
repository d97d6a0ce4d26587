package io.parley.protocols.beaver;

import io.parley.crypto.BitTensor;
import io.parley.crypto.Shape;
import io.parley.protocols.spi.Share;

/** A party's share of bits: the exclusive or of all shares is the secret. */
record PartyBits(BitTensor value) implements Share {
  @Override
  public Shape shape() {
    return value.shape();
  }
}
