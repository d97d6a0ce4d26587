package io.parley.protocols.masked;

import io.parley.crypto.Bilinear;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Separable;
import io.parley.crypto.Shape;
import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.ShapeOnly;
import io.parley.protocols.spi.ShapeWalk;
import io.parley.protocols.spi.Width;
import java.util.List;

/** The declared costs, op by op. A plane is one bit of each element, in whole words. */
final class MaskedCosts extends ShapeWalk<CostNumber> {
  private static final long[] NOTHING = new long[0];

  private final CostScope op;
  private final Comparing comparing;

  MaskedCosts(CostScope op, Comparing comparing) {
    this.op = op;
    this.comparing = comparing;
  }

  @Override
  protected CostNumber number(Shape shape) {
    return new CostNumber(shape, Width.FULL, op);
  }

  @Override
  protected CostNumber linear(Shape shape, List<CostNumber> operands) {
    return new CostNumber(shape, operands.stream().mapToInt(CostNumber::width).min().orElse(Width.FULL), op);
  }

  // Inputs and outputs

  /** 1 dealt word an element. */
  @Override
  public CostNumber input(Shape shape, long[] payload) {
    op.deal(shape.size());
    return number(shape);
  }

  @Override
  public ShapeOnly inputBits(Shape shape, long[] payload) {
    ShapeOnly bits = new ShapeOnly(shape);
    op.deal(bits.words());
    return bits;
  }

  /** 1 dealt word an element. */
  @Override
  public long[] release(CostNumber x) {
    x.full(op);
    op.deal(x.shape().size());
    return NOTHING;
  }

  @Override
  public long[] releaseBits(ShapeOnly x) {
    op.deal(x.words());
    return NOTHING;
  }

  // Products and truncation

  @Override
  public CostNumber shiftLeft(CostNumber x, int bits) {
    x.full(op);
    return number(x.shape());
  }

  @Override
  public CostNumber productPublic(Bilinear map, CostNumber x, RingTensor y) {
    x.full(op);
    return number(map.shape(x.shape(), y.shape()));
  }

  @Override
  public CostNumber productPublic(Bilinear map, RingTensor x, CostNumber y) {
    y.full(op);
    return number(map.shape(x.shape(), y.shape()));
  }

  /** 1 round of 1 word, and 1 dealt word, for each element of the result; 4 for the square of what is not of full width. */
  @Override
  public CostNumber product(Bilinear map, CostNumber x, CostNumber y) {
    if (Extension.squares(map, x, y, x.width())) {
      op.deal(4L * x.shape().size());
      op.exchange(x.shape().size());
      return number(x.shape());
    }
    x.full(op);
    y.full(op);
    Shape shape = map.shape(x.shape(), y.shape());
    op.deal(shape.size());
    op.exchange(shape.size());
    return number(shape);
  }

  /** Nothing. */
  @Override
  public CostNumber truncate(CostNumber x, int bits) {
    int from = x.width();
    if (!Width.canDrop(from, bits)) {
      x.full(op);
      from = Width.FULL;
    }
    return new CostNumber(x.shape(), from - bits, op);
  }

  /** 1 round of 1 word an element; as many dealt words as the function says. */
  @Override
  public CostNumber separated(Separable function, CostNumber x) {
    op.deal((long) function.words() * x.shape().size());
    op.exchange(x.shape().size());
    return number(x.shape());
  }

  // Comparison and bits

  @Override
  public ShapeOnly isNegative(CostNumber x) {
    comparing.cost(op, x.width(), x.shape().size());
    return new ShapeOnly(x.shape());
  }

  @Override
  public ShapeOnly isNegativeByFss(CostNumber x) {
    Comparing.FSS.cost(op, x.width(), x.shape().size());
    return new ShapeOnly(x.shape());
  }

  /** 1 round of 1 plane; 1 dealt plane. */
  @Override
  public ShapeOnly and(ShapeOnly x, ShapeOnly y) {
    op.deal(x.words());
    op.exchange(x.words());
    return x;
  }

  /** 1 round of 1 word; 2 dealt words an element, or 5 if x is not of the full width. */
  @Override
  public CostNumber mask(ShapeOnly bit, CostNumber x) {
    long n = x.shape().size();
    op.deal((x.width() == Width.FULL ? 2 : 5) * n);
    op.exchange(n);
    return number(x.shape());
  }

  /** 1 round of 1 word; 1 dealt word an element. */
  @Override
  public CostNumber bitToRing(ShapeOnly bit) {
    op.deal(bit.shape().size());
    op.exchange(bit.shape().size());
    return number(bit.shape());
  }
}
