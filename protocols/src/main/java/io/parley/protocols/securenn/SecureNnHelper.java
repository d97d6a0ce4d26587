package io.parley.protocols.securenn;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Shape;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.ShapeOnly;
import io.parley.protocols.spi.ShapeWalk;

/** The side of P_2, in the order of {@link SecureNnParty}: it knows shapes, deals, and compares what is masked. */
final class SecureNnHelper extends ShapeWalk<ShapeOnly> {
  private static final long[] NOTHING = new long[0];

  private final PartyScope op;

  SecureNnHelper(PartyScope op) {
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
    return number(MatMul.helper(op, map, x.shape(), y.shape()));
  }

  @Override
  public ShapeOnly truncate(ShapeOnly x, int bits) {
    Truncation.helper(op, x.shape().size(), bits);
    return x;
  }

  /** The bits for both comparisons leave before the first result is waited for. */
  @Override
  public ShapeOnly isNegative(ShapeOnly a) {
    int n = a.shape().size();
    PartyScope msb = op.lane();
    ShareConvert.helperShares(op, n);
    ComputeMsb.helperShares(msb, n);
    ShareConvert.helperCompares(op, n);
    ComputeMsb.helperCompares(op, n);
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
