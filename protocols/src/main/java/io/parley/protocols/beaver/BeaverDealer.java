package io.parley.protocols.beaver;

import io.parley.crypto.BitPlanes;
import io.parley.crypto.BitTensor;
import io.parley.crypto.RawAccess;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import io.parley.protocols.circuit.BlockTree;
import io.parley.protocols.dealt.OpeningDealer;
import io.parley.protocols.dealt.OpeningMask;
import io.parley.protocols.spi.DealerScope;
import io.parley.protocols.spi.Group;
import io.parley.protocols.spi.ShapeOnly;
import java.util.Arrays;

/** The provider's side: each op deals what {@link BeaverParty} draws, in the same order. */
final class BeaverDealer extends OpeningDealer {
  private static final RawAccess RAW = RawAccess.grant();

  BeaverDealer(DealerScope op) {
    super(op, BeaverDealer::draw);
  }

  private static RingTensor draw(DealerScope lane, Shape shape) {
    return RingTensor.of(shape, lane.random(shape.size(), Group.RING));
  }

  @Override
  protected void dealNumbers(RingTensor x) {
    op.deal(x.words(RAW), Group.RING);
  }

  @Override
  protected void dealBits(long[] bits, int n, int planes) {
    op.deal(bits, Group.BITS);
  }

  @Override
  protected long[] randomBits(int n, int planes) {
    return op.random(planes * BitTensor.wordCount(n), Group.BITS);
  }

  // Outputs

  @Override
  public long[] release(OpeningMask x) {
    op.deal(new long[x.shape().size()], Group.RING);
    return NOTHING;
  }

  // Comparison

  @Override
  public ShapeOnly isNegative(OpeningMask x) {
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
}
