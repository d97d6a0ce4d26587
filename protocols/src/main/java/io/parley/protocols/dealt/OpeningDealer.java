package io.parley.protocols.dealt;

import io.parley.crypto.Bilinear;
import io.parley.crypto.BitTensor;
import io.parley.crypto.RawAccess;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import io.parley.protocols.spi.DealerScope;
import io.parley.protocols.spi.ShapeOnly;
import io.parley.protocols.spi.Width;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/**
 * The provider's side where c = x + r is the one thing that is ever opened of numbers x, and all ops on x use the one r: what
 * the material is, {@link io.parley.protocols.beaver.BeaverProtocol} says. A family says how numbers and bits are dealt.
 */
public abstract class OpeningDealer extends WidthWalk<OpeningMask> {
  private static final RawAccess RAW = RawAccess.grant();

  protected final DealerScope op;
  private final OpeningMask.Source masks;

  /** @param masks outlive the op, and so should hold nothing of it */
  protected OpeningDealer(DealerScope op, OpeningMask.Source masks) {
    this.op = op;
    this.masks = masks;
  }

  /** Deals numbers of the provider's choice. */
  protected abstract void dealNumbers(RingTensor x);

  /** Deals planes of n bits of the provider's choice. */
  protected abstract void dealBits(long[] bits, int n, int planes);

  /** Draws planes of n bits, as masks for openings. */
  protected abstract long[] randomBits(int n, int planes);

  @Override
  protected final OpeningMask number(Shape shape, int width) {
    return new OpeningMask(shape, width, op, masks);
  }

  // Outputs

  /** A share of zero. */
  @Override
  public long[] releaseBits(ShapeOnly x) {
    dealBits(new long[x.words()], x.shape().size(), 1);
    return NOTHING;
  }

  // Products and truncation

  @Override
  public final OpeningMask product(Bilinear map, OpeningMask x, OpeningMask y) {
    dealNumbers(map.apply(x.mask(), y.mask()));
    return number(map.shape(x.shape(), y.shape()));
  }

  @Override
  public final OpeningMask truncate(OpeningMask x, int bits) {
    dealNumbers(each(x.mask(), r -> r >>> bits));
    dealNumbers(each(x.mask(), r -> r >>> 63 << (64 - bits)));
    return number(x.shape(), Width.without(x.width(), bits));
  }

  private static RingTensor each(RingTensor x, LongUnaryOperator map) {
    return RingTensor.of(x.shape(), Arrays.stream(x.words(RAW)).map(map).toArray());
  }

  // Bits

  @Override
  public final ShapeOnly and(ShapeOnly x, ShapeOnly y) {
    int w = x.words();
    long[] masks = randomBits(x.shape().size(), 2);
    long[] product = new long[w];
    Arrays.setAll(product, k -> masks[k] & masks[w + k]);
    dealBits(product, x.shape().size(), 1);
    return x;
  }

  /** β, as numbers. */
  private RingTensor randomMask(ShapeOnly bit) {
    return BitTensor.of(bit.shape(), randomBits(bit.shape().size(), 1)).unpack();
  }

  @Override
  public final OpeningMask mask(ShapeOnly bit, OpeningMask x) {
    RingTensor beta = randomMask(bit);
    dealNumbers(beta);
    dealNumbers(beta.mul(x.mask()));
    return number(x.shape(), x.width());
  }

  @Override
  public final OpeningMask bitToRing(ShapeOnly bit) {
    dealNumbers(randomMask(bit));
    return number(bit.shape());
  }
}
