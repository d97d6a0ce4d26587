package io.parley.protocols.spdz2k;

import io.parley.crypto.BitPlanes;
import io.parley.crypto.RawAccess;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import io.parley.crypto.WideTensor;
import io.parley.protocols.circuit.BlockTree;
import io.parley.protocols.dealt.OpeningDealer;
import io.parley.protocols.dealt.OpeningMask;
import io.parley.protocols.spi.DealerScope;
import io.parley.protocols.spi.Group;
import io.parley.protocols.spi.ShapeOnly;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The provider's side: each op deals what {@link Spdz2kParty} draws, in the same order. */
final class Spdz2kDealer extends OpeningDealer {
  private static final RawAccess RAW = RawAccess.grant();

  private final MacKeys keys;

  Spdz2kDealer(DealerScope op, MacKeys keys) {
    super(op, (lane, shape) -> draw(lane, shape, keys));
    this.keys = keys;
  }

  /** The lower half of r mod 2^128; the MACs of r are dealt. */
  private static RingTensor draw(DealerScope lane, Shape shape, MacKeys keys) {
    WideTensor r = WideTensor.ofWords(shape, lane.random(2 * shape.size(), Group.WIDE));
    lane.deal(r.mul(keys.alpha()).words(RAW), Group.WIDE);
    return r.low();
  }

  @Override
  protected void dealNumbers(RingTensor x) {
    deal(WideTensor.ofUnsigned(x));
  }

  private void deal(WideTensor x) {
    op.deal(x.words(RAW), Group.WIDE);
    op.deal(x.mul(keys.alpha()).words(RAW), Group.WIDE);
  }

  @Override
  protected void dealBits(long[] bits, int n, int planes) {
    op.deal(bits, Group.BITS);
    dealMacs(bits, n, planes);
  }

  private void dealMacs(long[] bits, int n, int planes) {
    long[] macs = Masks.of(bits, n, planes);
    for (int i = 0; i < macs.length; i++) {
      macs[i] &= keys.delta();
    }
    op.deal(macs, Group.BITS);
  }

  @Override
  protected long[] randomBits(int n, int planes) {
    long[] bits = op.random(planes * AuthenticatedBits.words(n), Group.BITS);
    dealMacs(bits, n, planes);
    return bits;
  }

  // Inputs and outputs

  @Override
  public OpeningMask input(Shape shape, long[] payload) {
    dealNumbers(RingTensor.of(shape, op.client(shape.size())));
    return number(shape);
  }

  @Override
  public ShapeOnly inputBits(Shape shape, long[] payload) {
    dealBits(op.client(AuthenticatedBits.words(shape.size())), shape.size(), 1);
    return new ShapeOnly(shape);
  }

  /** A mask that the receiver has in common with the provider, mod 2^128. */
  @Override
  public long[] release(OpeningMask x) {
    deal(WideTensor.ofWords(x.shape(), op.client(2 * x.shape().size())));
    return NOTHING;
  }

  @Override
  public long[] releaseBits(ShapeOnly x) {
    dealBits(op.client(x.words()), x.shape().size(), 1);
    return NOTHING;
  }

  // Comparison

  @Override
  public ShapeOnly isNegative(OpeningMask x) {
    long[] r = x.mask().words(RAW);
    for (int group = 0; group < r.length; group += Spdz2kComparison.GROUP) {
      compare(Arrays.copyOfRange(r, group, Math.min(r.length, group + Spdz2kComparison.GROUP)), x.width());
    }
    return new ShapeOnly(x.shape());
  }

  /** Block by block, as it is used. */
  private void compare(long[] r, int width) {
    BlockTree tree = BlockTree.binary(width - 1);
    List<Integer> sizes = new ArrayList<>();
    for (int from = 0; from < r.length; from += Spdz2kComparison.BLOCK) {
      long[] bits = BitPlanes.slice(Arrays.copyOfRange(r, from, Math.min(r.length, from + Spdz2kComparison.BLOCK)));
      int w = bits.length / 64;
      int n = Math.min(Spdz2kComparison.BLOCK, r.length - from);
      dealBits(tree.products(bits, w), n, tree.leafPlanes());
      dealBits(Arrays.copyOfRange(bits, (width - 1) * w, width * w), n, 1);
      sizes.add(n);
    }
    for (BlockTree.Level level : tree.levels()) {
      List<long[]> masks = sizes.stream().map(n -> randomBits(n, level.openedPlanes())).toList();
      for (int b = 0; b < masks.size(); b++) {
        int n = sizes.get(b);
        dealBits(BlockTree.maskProducts(level, masks.get(b), AuthenticatedBits.words(n)), n, level.dealtPlanes());
      }
    }
  }
}
