package io.parley.protocols.spi;

import io.parley.crypto.Shape;

/** What one role holds of a secret tensor: a party its share, the provider what it knows, an estimate only the shape. */
public interface Share {
  Shape shape();
}
