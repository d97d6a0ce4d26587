package io.parley.protocols.spdz2k;

import io.parley.crypto.Bilinear;
import io.parley.crypto.BitPlanes;
import io.parley.crypto.BitTensor;
import io.parley.crypto.RawAccess;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import io.parley.crypto.WideTensor;
import io.parley.protocols.circuit.BlockTree;
import io.parley.protocols.spi.DealerScope;
import io.parley.protocols.spi.Group;
import io.parley.protocols.spi.ShapeOnly;
import io.parley.protocols.spi.ShapeWalk;
import io.parley.protocols.spi.Width;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The provider's side: each op deals what {@link Spdz2kParty} draws, in the same order. */
final class Spdz2kDealer extends ShapeWalk<DealerNumber> {
  private static final RawAccess RAW = RawAccess.grant();
  private static final long[] NOTHING = new long[0];

  private final DealerScope op;
  private final MacKeys keys;

  Spdz2kDealer(DealerScope op, MacKeys keys) {
    this.op = op;
    this.keys = keys;
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
    return new DealerNumber(shape, width, op, keys);
  }

  private void deal(WideTensor x) {
    op.deal(x.words(RAW), Group.WIDE);
    op.deal(x.mul(keys.alpha()).words(RAW), Group.WIDE);
  }

  private void deal(Shape shape, long[] words) {
    deal(WideTensor.ofUnsigned(RingTensor.of(shape, words)));
  }

  private void dealBits(long[] bits, int n, int planes) {
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

  private long[] randomBits(int n, int planes) {
    long[] bits = op.random(planes * AuthenticatedBits.words(n), Group.BITS);
    dealMacs(bits, n, planes);
    return bits;
  }

  // Inputs and outputs

  @Override
  public DealerNumber input(Shape shape, long[] payload) {
    deal(shape, op.client(shape.size()));
    return number(shape);
  }

  @Override
  public ShapeOnly inputBits(Shape shape, long[] payload) {
    dealBits(op.client(AuthenticatedBits.words(shape.size())), shape.size(), 1);
    return new ShapeOnly(shape);
  }

  @Override
  public long[] release(DealerNumber x) {
    RingTensor rho = RingTensor.of(x.shape(), op.random(x.shape().size(), Group.RING));
    deal(WideTensor.of(RingTensor.zeros(x.shape()), rho));
    return NOTHING;
  }

  @Override
  public long[] releaseBits(ShapeOnly x) {
    dealBits(new long[x.words()], x.shape().size(), 1);
    return NOTHING;
  }

  // Products and truncation

  @Override
  public DealerNumber product(Bilinear map, DealerNumber x, DealerNumber y) {
    deal(WideTensor.ofUnsigned(map.apply(x.mask(), y.mask())));
    return number(map.shape(x.shape(), y.shape()));
  }

  @Override
  public DealerNumber truncate(DealerNumber x, int bits) {
    long[] r = x.mask().words(RAW);
    deal(x.shape(), Arrays.stream(r).map(word -> word >>> bits).toArray());
    deal(x.shape(), Arrays.stream(r).map(word -> word >>> 63 << (64 - bits)).toArray());
    return number(x.shape(), Width.without(x.width(), bits));
  }

  // Comparison and bits

  @Override
  public ShapeOnly isNegative(DealerNumber x) {
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

  @Override
  public ShapeOnly and(ShapeOnly x, ShapeOnly y) {
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
  public DealerNumber mask(ShapeOnly bit, DealerNumber x) {
    RingTensor beta = randomMask(bit);
    deal(WideTensor.ofUnsigned(beta));
    deal(WideTensor.ofUnsigned(beta.mul(x.mask())));
    return number(x.shape(), x.width());
  }

  @Override
  public DealerNumber bitToRing(ShapeOnly bit) {
    deal(WideTensor.ofUnsigned(randomMask(bit)));
    return number(bit.shape());
  }
}
