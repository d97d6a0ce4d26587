package io.parley.protocols.beaver;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Shape;
import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.ShapeOnly;
import io.parley.protocols.spi.ShapeWalk;

/** The declared costs, op by op. A plane is one bit of each element, in whole words. */
final class BeaverCosts extends ShapeWalk<CostNumber> {
  private static final long[] NOTHING = new long[0];

  private final CostScope op;

  BeaverCosts(CostScope op) {
    this.op = op;
  }

  @Override
  protected CostNumber number(Shape shape) {
    return new CostNumber(shape, op);
  }

  // Outputs

  @Override
  public long[] release(CostNumber x) {
    op.deal(x.shape().size());
    return NOTHING;
  }

  @Override
  public long[] releaseBits(ShapeOnly x) {
    op.deal(x.words());
    return NOTHING;
  }

  // Products and truncation

  /** The operands' openings; 1 dealt word for each element of the result. */
  @Override
  public CostNumber product(Bilinear map, CostNumber x, CostNumber y) {
    Shape shape = map.shape(x.shape(), y.shape());
    op.deal(shape.size());
    x.opened(op);
    y.opened(op);
    return number(shape);
  }

  /** The opening; 2 dealt words an element. */
  @Override
  public CostNumber truncate(CostNumber x, int bits) {
    op.deal(2L * x.shape().size());
    x.opened(op);
    return number(x.shape());
  }

  // Comparison and bits

  /** The opening; then 5 rounds of 47, 23, 11, 5 and 2 planes; 64 + 31 + 57 dealt planes. */
  @Override
  public ShapeOnly isNegative(CostNumber x) {
    ShapeOnly sign = new ShapeOnly(x.shape());
    long w = sign.words();
    op.deal((64 + 31) * w);
    x.opened(op);
    for (int nodes = 16; nodes >= 1; nodes /= 2) {
      op.deal((2L * nodes - 1) * w);
      op.exchange((3L * nodes - 1) * w);
    }
    return sign;
  }

  /** 1 round of 2 planes; 1 dealt plane. */
  @Override
  public ShapeOnly and(ShapeOnly x, ShapeOnly y) {
    op.deal(x.words());
    op.exchange(2L * x.words());
    return x;
  }

  /** 1 round of 1 plane, the opening of x alongside; 2 dealt words an element. */
  @Override
  public CostNumber mask(ShapeOnly bit, CostNumber x) {
    op.deal(2L * x.shape().size());
    op.exchange(bit.words());
    x.opened(op);
    return number(x.shape());
  }

  /** 1 round of 1 plane; 1 dealt word an element. */
  @Override
  public CostNumber bitToRing(ShapeOnly bit) {
    op.deal(bit.shape().size());
    op.exchange(bit.words());
    return number(bit.shape());
  }
}
