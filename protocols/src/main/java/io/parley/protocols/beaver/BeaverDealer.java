package io.parley.protocols.beaver;

import io.parley.crypto.Bilinear;
import io.parley.crypto.BitPlanes;
import io.parley.crypto.BitTensor;
import io.parley.crypto.RawAccess;
import io.parley.crypto.Shape;
import io.parley.protocols.circuit.BlockTree;
import io.parley.protocols.spi.DealerScope;
import io.parley.protocols.spi.Group;
import io.parley.protocols.spi.ShapeOnly;
import io.parley.protocols.spi.ShapeWalk;
import io.parley.protocols.spi.Width;
import java.util.Arrays;
import java.util.List;

/** The provider's side: each op deals what {@link BeaverParty} draws, in the same order. */
final class BeaverDealer extends ShapeWalk<DealerNumber> {
  private static final RawAccess RAW = RawAccess.grant();
  private static final long[] NOTHING = new long[0];

  private final DealerScope op;

  BeaverDealer(DealerScope op) {
    this.op = op;
  }

  @Override
  protected DealerNumber number(Shape shape) {
    return number(shape, Width.FULL);
  }

  @Override
  protected DealerNumber linear(Shape shape, List<DealerNumber> operands) {
    return number(shape, Width.narrowest(operands.stream().map(DealerNumber::width).toList()));
  }

  private DealerNumber number(Shape shape, int width) {
    return new DealerNumber(shape, width, op);
  }

  // Outputs

  @Override
  public long[] release(DealerNumber x) {
    op.deal(new long[x.shape().size()], Group.RING);
    return NOTHING;
  }

  @Override
  public long[] releaseBits(ShapeOnly x) {
    op.deal(new long[x.words()], Group.BITS);
    return NOTHING;
  }

  // Products and truncation

  @Override
  public DealerNumber product(Bilinear map, DealerNumber x, DealerNumber y) {
    op.deal(map.apply(x.mask(), y.mask()).words(RAW), Group.RING);
    return number(map.shape(x.shape(), y.shape()));
  }

  @Override
  public DealerNumber truncate(DealerNumber x, int bits) {
    long[] r = x.mask().words(RAW);
    long[] shifted = new long[r.length];
    long[] top = new long[r.length];
    for (int i = 0; i < r.length; i++) {
      shifted[i] = r[i] >>> bits;
      top[i] = r[i] >>> 63 << (64 - bits);
    }
    op.deal(shifted, Group.RING);
    op.deal(top, Group.RING);
    return number(x.shape(), Width.without(x.width(), bits));
  }

  // Comparison and bits

  @Override
  public ShapeOnly isNegative(DealerNumber x) {
    ShapeOnly sign = new ShapeOnly(x.shape());
    int w = sign.words();
    BlockTree tree = BlockTree.of(x.width() - 1, x.shape().size());
    long[] r = BitPlanes.slice(x.mask().words(RAW));
    op.deal(Arrays.copyOfRange(r, (x.width() - 1) * w, x.width() * w), Group.BITS);
    op.deal(tree.products(r, w), Group.BITS);
    for (BlockTree.Level level : tree.levels()) {
      long[] masks = op.random(level.openedPlanes() * w, Group.BITS);
      op.deal(BlockTree.maskProducts(level, masks, w), Group.BITS);
    }
    return sign;
  }

  @Override
  public ShapeOnly and(ShapeOnly x, ShapeOnly y) {
    int w = x.words();
    long[] masks = op.random(2 * w, Group.BITS);
    long[] product = new long[w];
    for (int k = 0; k < w; k++) {
      product[k] = masks[k] & masks[w + k];
    }
    op.deal(product, Group.BITS);
    return x;
  }

  /** β, as numbers. */
  private long[] randomBits(ShapeOnly bit) {
    return BitTensor.of(bit.shape(), op.random(bit.words(), Group.BITS)).unpack().words(RAW);
  }

  @Override
  public DealerNumber mask(ShapeOnly bit, DealerNumber x) {
    long[] r = x.mask().words(RAW);
    long[] beta = randomBits(bit);
    op.deal(beta, Group.RING);
    long[] betaR = new long[r.length];
    for (int i = 0; i < r.length; i++) {
      betaR[i] = beta[i] * r[i];
    }
    op.deal(betaR, Group.RING);
    return number(x.shape(), x.width());
  }

  @Override
  public DealerNumber bitToRing(ShapeOnly bit) {
    op.deal(randomBits(bit), Group.RING);
    return number(bit.shape());
  }
}
