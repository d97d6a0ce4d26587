package io.parley.protocols.replicated;

import io.parley.crypto.BitTensor;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;

/** Party i's two components as words, of numbers or of bits: the own one, i, and the next one, i + 1. */
record Components(long[] own, long[] next) {
  PartyNumber number(Shape shape) {
    return new PartyNumber(RingTensor.of(shape, own), RingTensor.of(shape, next));
  }

  PartyBits bits(Shape shape) {
    return new PartyBits(BitTensor.of(shape, own), BitTensor.of(shape, next));
  }

  @Override
  public String toString() {
    return "Components[" + own.length + "]";
  }
}
