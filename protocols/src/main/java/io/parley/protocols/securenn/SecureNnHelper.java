package io.parley.protocols.securenn;

import io.parley.crypto.Bilinear;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.ShapeOnly;

/** The side of P_2, in the order of {@link SecureNnParty}: it knows shapes, deals, and compares what is masked. */
final class SecureNnHelper extends SecureNnWalk {
  private final PartyScope op;

  SecureNnHelper(PartyScope op) {
    this.op = op;
  }

  @Override
  public ShapeOnly product(Bilinear map, ShapeOnly x, ShapeOnly y) {
    return number(MatMul.helper(op, map, x.shape(), y.shape()));
  }

  @Override
  public ShapeOnly truncate(ShapeOnly x, int bits) {
    SecureNnTruncation.helper(op, x.shape().size(), bits);
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
}
