package io.parley.protocols.beaver;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Shape;
import io.parley.protocols.circuit.BlockTree;
import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.ShapeOnly;
import io.parley.protocols.spi.ShapeWalk;
import io.parley.protocols.spi.Width;
import java.util.List;

/** The declared costs, op by op. A plane is one bit of each element, in whole words. */
final class BeaverCosts extends ShapeWalk<CostNumber> {
  private static final long[] NOTHING = new long[0];

  private final CostScope op;

  BeaverCosts(CostScope op) {
    this.op = op;
  }

  @Override
  protected CostNumber number(Shape shape) {
    return number(shape, Width.FULL);
  }

  @Override
  protected CostNumber linear(Shape shape, List<CostNumber> operands) {
    return number(shape, Width.narrowest(operands.stream().map(CostNumber::width).toList()));
  }

  private CostNumber number(Shape shape, int width) {
    return new CostNumber(shape, width, op);
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
    return number(x.shape(), Width.without(x.width(), bits));
  }

  // Comparison and bits

  /** The opening; then a round for each level of the tree. */
  @Override
  public ShapeOnly isNegative(CostNumber x) {
    ShapeOnly sign = new ShapeOnly(x.shape());
    long w = sign.words();
    BlockTree tree = BlockTree.of(x.width() - 1, x.shape().size());
    op.deal((1L + tree.leafPlanes()) * w);
    x.opened(op);
    for (BlockTree.Level level : tree.levels()) {
      op.deal(level.dealtPlanes() * w);
      op.exchange(level.openedPlanes() * w);
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
    return number(x.shape(), x.width());
  }

  /** 1 round of 1 plane; 1 dealt word an element. */
  @Override
  public CostNumber bitToRing(ShapeOnly bit) {
    op.deal(bit.shape().size());
    op.exchange(bit.words());
    return number(bit.shape());
  }
}
