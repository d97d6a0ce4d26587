package io.parley.protocols.securenn;

import io.parley.crypto.Bilinear;
import io.parley.protocols.spi.ShapeOnly;
import io.parley.protocols.spi.ShapeOnlyWalk;

/** A side without shares: since bits are shared as numbers, all of their gates are products. */
abstract class SecureNnWalk extends ShapeOnlyWalk {
  @Override
  public final ShapeOnly xor(ShapeOnly x, ShapeOnly y) {
    return and(x, y);
  }

  @Override
  public final ShapeOnly and(ShapeOnly x, ShapeOnly y) {
    return product(new Bilinear.Mul(), x, y);
  }

  @Override
  public final ShapeOnly mask(ShapeOnly bit, ShapeOnly x) {
    return product(new Bilinear.Mul(), bit, x);
  }

  @Override
  public final ShapeOnly bitToRing(ShapeOnly bit) {
    return bit;
  }
}
