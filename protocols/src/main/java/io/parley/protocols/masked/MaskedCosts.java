package io.parley.protocols.masked;

import io.parley.crypto.Bilinear;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Separable;
import io.parley.crypto.Shape;
import io.parley.protocols.dealt.CostNumber;
import io.parley.protocols.dealt.CostWalk;
import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.ShapeOnly;
import io.parley.protocols.spi.Width;

/** The declared costs, op by op. A plane is one bit of each element, in whole words. */
final class MaskedCosts extends CostWalk {
  private final Comparing comparing;

  MaskedCosts(CostScope op, Comparing comparing) {
    super(op);
    this.comparing = comparing;
  }

  /** 2 dealt words, 8 bytes an element and 1 round, once; nothing if x is of the full width. */
  private void full(CostNumber x) {
    int n = x.shape().size();
    x.once(op, lane -> {
      if (x.width() < Width.FULL) {
        lane.deal(2L * n);
        lane.exchange(n);
      }
    });
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
    full(x);
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
    full(x);
    return number(x.shape());
  }

  @Override
  public CostNumber productPublic(Bilinear map, CostNumber x, RingTensor y) {
    full(x);
    return number(map.shape(x.shape(), y.shape()));
  }

  @Override
  public CostNumber productPublic(Bilinear map, RingTensor x, CostNumber y) {
    full(y);
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
    full(x);
    full(y);
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
      full(x);
      from = Width.FULL;
    }
    return number(x.shape(), from - bits);
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
