package io.parley.protocols.dealt;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Shape;
import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.ShapeOnly;
import io.parley.protocols.spi.Width;

/** The declared costs of what {@link OpeningDealer} deals for; a family says what it takes to deal and to open. */
public abstract class OpeningCosts extends CostWalk {
  protected OpeningCosts(CostScope op) {
    super(op);
  }

  /** Deals n numbers. */
  protected abstract void dealNumbers(int n);

  /** Deals planes of n bits. */
  protected abstract void dealBits(int n, int planes);

  /** Opens n numbers under their mask, in the lane of the op that made them: 1 round. */
  protected abstract void openNumbers(CostScope lane, int n);

  /** Opens planes of n bits under drawn masks: 1 round. */
  protected abstract void openBits(int n, int planes);

  /** The opening of x, once. */
  protected final void opened(CostNumber x) {
    x.once(op, lane -> openNumbers(lane, x.shape().size()));
  }

  // Outputs

  /** 1 dealt number an element: a share of zero. */
  @Override
  public long[] release(CostNumber x) {
    dealNumbers(x.shape().size());
    return NOTHING;
  }

  /** 1 dealt plane. */
  @Override
  public long[] releaseBits(ShapeOnly x) {
    dealBits(x.shape().size(), 1);
    return NOTHING;
  }

  // Products and truncation

  /** The operands' openings; 1 dealt number for each element of the result. */
  @Override
  public final CostNumber product(Bilinear map, CostNumber x, CostNumber y) {
    Shape shape = map.shape(x.shape(), y.shape());
    dealNumbers(shape.size());
    opened(x);
    opened(y);
    return number(shape);
  }

  /** The opening; 2 dealt numbers an element. */
  @Override
  public final CostNumber truncate(CostNumber x, int bits) {
    dealNumbers(x.shape().size());
    dealNumbers(x.shape().size());
    opened(x);
    return number(x.shape(), Width.without(x.width(), bits));
  }

  // Bits

  /** 1 round of 2 planes; 1 dealt plane. */
  @Override
  public final ShapeOnly and(ShapeOnly x, ShapeOnly y) {
    dealBits(x.shape().size(), 1);
    openBits(x.shape().size(), 2);
    return x;
  }

  /** 1 round of 1 plane, the opening of x alongside; 2 dealt numbers an element. */
  @Override
  public final CostNumber mask(ShapeOnly bit, CostNumber x) {
    openBits(bit.shape().size(), 1);
    dealNumbers(x.shape().size());
    dealNumbers(x.shape().size());
    opened(x);
    return number(x.shape(), x.width());
  }

  /** 1 round of 1 plane; 1 dealt number an element. */
  @Override
  public final CostNumber bitToRing(ShapeOnly bit) {
    openBits(bit.shape().size(), 1);
    dealNumbers(bit.shape().size());
    return number(bit.shape());
  }
}
