package io.parley.protocols.plain;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Shape;
import io.parley.protocols.spi.ShapeOnly;
import io.parley.protocols.spi.ShapeWalk;

/** Nothing is sent. */
final class PlainCosts extends ShapeWalk<ShapeOnly> {
  @Override
  protected ShapeOnly number(Shape shape) {
    return new ShapeOnly(shape);
  }

  @Override
  public ShapeOnly product(Bilinear map, ShapeOnly x, ShapeOnly y) {
    return number(map.shape(x.shape(), y.shape()));
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

  @Override
  public long[] release(ShapeOnly x) {
    return new long[0];
  }

  @Override
  public long[] releaseBits(ShapeOnly x) {
    return new long[0];
  }
}
