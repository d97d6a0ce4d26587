package io.parley.protocols.securenn;

import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import io.parley.protocols.spi.Share;

/** A share of P_0 or P_1, of numbers or of bits: x_j with x = x_0 + x_1 mod L. */
record RingShare(RingTensor value) implements Share {
  @Override
  public Shape shape() {
    return value.shape();
  }
}
