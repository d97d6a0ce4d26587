package io.parley.protocols.plain;

import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import io.parley.protocols.spi.Share;

/** Numbers in the clear. */
record PartyNumber(RingTensor value) implements Share {
  @Override
  public Shape shape() {
    return value.shape();
  }
}
