package io.parley.protocols.securenn;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Shape;
import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.ShapeOnly;
import io.parley.protocols.spi.ShapeWalk;

/** The declared costs, op by op; each stands with its algorithm. */
final class SecureNnCosts extends ShapeWalk<ShapeOnly> {
  private static final long[] NOTHING = new long[0];

  private final CostScope op;

  SecureNnCosts(CostScope op) {
    this.op = op;
  }

  @Override
  protected ShapeOnly number(Shape shape) {
    return new ShapeOnly(shape);
  }

  @Override
  public long[] release(ShapeOnly x) {
    return NOTHING;
  }

  @Override
  public long[] releaseBits(ShapeOnly x) {
    return NOTHING;
  }

  @Override
  public ShapeOnly product(Bilinear map, ShapeOnly x, ShapeOnly y) {
    return number(MatMul.costs(op, map, x.shape(), y.shape()));
  }

  @Override
  public ShapeOnly truncate(ShapeOnly x, int bits) {
    Truncation.costs(op, x.shape().size());
    return x;
  }

  /** 8 rounds and 488 bytes an element, of all parties together. */
  @Override
  public ShapeOnly isNegative(ShapeOnly a) {
    CostScope msb = op.lane();
    ShareConvert.costs(op, a.shape().size());
    ComputeMsb.costs(op, msb, a.shape().size());
    return a;
  }

  @Override
  public ShapeOnly xor(ShapeOnly x, ShapeOnly y) {
    return and(x, y);
  }

  @Override
  public ShapeOnly and(ShapeOnly x, ShapeOnly y) {
    return product(new Bilinear.Mul(), x, y);
  }

  @Override
  public ShapeOnly mask(ShapeOnly bit, ShapeOnly x) {
    return product(new Bilinear.Mul(), bit, x);
  }

  @Override
  public ShapeOnly bitToRing(ShapeOnly bit) {
    return bit;
  }
}
