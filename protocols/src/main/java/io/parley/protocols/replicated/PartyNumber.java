package io.parley.protocols.replicated;

import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import io.parley.protocols.spi.Share;

/**
 * Party i's share of numbers x = x_0 + x_1 + x_2 mod 2^64.
 *
 * @param own x_i
 * @param next x_{i+1}
 */
record PartyNumber(RingTensor own, RingTensor next) implements Share {
  @Override
  public Shape shape() {
    return own.shape();
  }
}
