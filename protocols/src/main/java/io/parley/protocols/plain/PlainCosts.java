package io.parley.protocols.plain;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Separable;
import io.parley.protocols.spi.ShapeOnly;
import io.parley.protocols.spi.ShapeOnlyWalk;

/** Nothing is sent. */
final class PlainCosts extends ShapeOnlyWalk {
  @Override
  public ShapeOnly product(Bilinear map, ShapeOnly x, ShapeOnly y) {
    return number(map.shape(x.shape(), y.shape()));
  }

  @Override
  public ShapeOnly separated(Separable function, ShapeOnly x) {
    return x;
  }

  @Override
  public ShapeOnly truncate(ShapeOnly x, int bits) {
    return x;
  }

  @Override
  public ShapeOnly isNegative(ShapeOnly x) {
    return x;
  }

  @Override
  public ShapeOnly and(ShapeOnly x, ShapeOnly y) {
    return x;
  }

  @Override
  public ShapeOnly mask(ShapeOnly bit, ShapeOnly x) {
    return x;
  }

  @Override
  public ShapeOnly bitToRing(ShapeOnly bit) {
    return bit;
  }
}
