package io.parley.protocols.spi;

import io.parley.crypto.BitTensor;
import io.parley.crypto.Shape;

/** What the provider, or an estimate, holds of a tensor of bits. */
public record ShapeOnly(Shape shape) implements Share {
  /** Words of one bit-plane. */
  public int words() {
    return BitTensor.wordCount(shape.size());
  }
}
