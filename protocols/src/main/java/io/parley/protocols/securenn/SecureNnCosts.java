package io.parley.protocols.securenn;

import io.parley.crypto.Bilinear;
import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.ShapeOnly;

/** The declared costs, op by op; each stands with its algorithm. */
final class SecureNnCosts extends SecureNnWalk {
  private final CostScope op;

  SecureNnCosts(CostScope op) {
    this.op = op;
  }

  @Override
  public ShapeOnly product(Bilinear map, ShapeOnly x, ShapeOnly y) {
    return number(MatMul.costs(op, map, x.shape(), y.shape()));
  }

  @Override
  public ShapeOnly truncate(ShapeOnly x, int bits) {
    SecureNnTruncation.costs(op, x.shape().size());
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
}
