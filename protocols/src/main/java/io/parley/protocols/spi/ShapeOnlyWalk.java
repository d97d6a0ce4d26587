package io.parley.protocols.spi;

import io.parley.crypto.Shape;

/** The side of a role that knows nothing but shapes, and has no part in the release of outputs. */
public abstract class ShapeOnlyWalk extends ShapeWalk<ShapeOnly> {
  @Override
  protected final ShapeOnly number(Shape shape) {
    return new ShapeOnly(shape);
  }

  @Override
  public final long[] release(ShapeOnly x) {
    return NOTHING;
  }

  @Override
  public final long[] releaseBits(ShapeOnly x) {
    return NOTHING;
  }
}
