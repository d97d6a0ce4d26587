package io.parley.protocols.beaver;

import io.parley.crypto.Bilinear;
import io.parley.crypto.BitPlanes;
import io.parley.crypto.BitTensor;
import io.parley.crypto.RawAccess;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import io.parley.crypto.Structure;
import io.parley.protocols.beaver.PartyNumber.Opened;
import io.parley.protocols.circuit.BlockTree;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.Primitives;
import io.parley.protocols.spi.Width;
import java.util.List;

/** A party's side; the protocol is told in {@link BeaverProtocol}. */
final class BeaverParty implements Primitives<PartyNumber, PartyBits> {
  private static final RawAccess RAW = RawAccess.grant();

  private final PartyScope op;

  BeaverParty(PartyScope op) {
    this.op = op;
  }

  private PartyNumber number(RingTensor share) {
    return number(share, Width.FULL);
  }

  private PartyNumber number(RingTensor share, int width) {
    return new PartyNumber(share, width, op);
  }

  private boolean addsPublicTerms() {
    return op.self() == 0;
  }

  private boolean isSeeded() {
    return op.self() < op.roles().parties() - 1;
  }

  // Inputs and outputs

  @Override
  public PartyNumber input(Shape shape, long[] payload) {
    return number(BeaverSharing.number(shape, payload, isSeeded()));
  }

  @Override
  public PartyBits inputBits(Shape shape, long[] payload) {
    return new PartyBits(BeaverSharing.bits(shape, payload, isSeeded()));
  }

  @Override
  public PartyNumber constant(RingTensor value) {
    return number(addsPublicTerms() ? value : RingTensor.zeros(value.shape()));
  }

  /** Re-randomised by dealt shares of zero, so that the shares say no more than the output. */
  @Override
  public long[] release(PartyNumber x) {
    return x.value().add(RingTensor.of(x.shape(), op.dealt(x.shape().size()))).words(RAW);
  }

  @Override
  public long[] releaseBits(PartyBits x) {
    return x.value().xor(BitTensor.of(x.shape(), op.dealt(BitTensor.wordCount(x.shape().size())))).words(RAW);
  }

  // Linear

  @Override
  public PartyNumber add(PartyNumber x, PartyNumber y) {
    return number(x.value().add(y.value()), Width.narrowest(x.width(), y.width()));
  }

  @Override
  public PartyNumber sub(PartyNumber x, PartyNumber y) {
    return number(x.value().sub(y.value()), Width.narrowest(x.width(), y.width()));
  }

  @Override
  public PartyNumber negate(PartyNumber x) {
    return number(x.value().negate(), x.width());
  }

  @Override
  public PartyNumber addPublic(PartyNumber x, RingTensor y) {
    return number(addsPublicTerms() ? x.value().add(y) : x.value(), x.width());
  }

  @Override
  public PartyNumber shiftLeft(PartyNumber x, int bits) {
    return number(x.value().shiftLeft(bits));
  }

  @Override
  public PartyNumber rearrange(Structure structure, List<PartyNumber> inputs) {
    return number(structure.apply(inputs.stream().map(PartyNumber::value).toList()),
        Width.narrowest(inputs.stream().map(PartyNumber::width).toList()));
  }

  @Override
  public PartyNumber productPublic(Bilinear map, PartyNumber x, RingTensor y) {
    return number(map.apply(x.value(), y));
  }

  @Override
  public PartyNumber productPublic(Bilinear map, RingTensor x, PartyNumber y) {
    return number(map.apply(x, y.value()));
  }

  // Products and truncation

  /** [M(x, y)] = M(c_x, [y]) − M([r_x], c_y) + [w]: 1 round, 8 bytes for each element of an operand not opened before. */
  @Override
  public PartyNumber product(Bilinear map, PartyNumber x, PartyNumber y) {
    x.start();
    y.start();
    Shape shape = map.shape(x.shape(), y.shape());
    RingTensor w = RingTensor.of(shape, op.dealt(shape.size()));
    Opened openedX = x.await(op);
    Opened openedY = y.await(op);
    return number(map.apply(openedX.c(), y.value()).sub(map.apply(openedX.r(), openedY.c())).add(w));
  }

  /**
   * With c = x + 2^62 + r mod 2^64 and x + 2^62 < 2^63, c wraps iff r_63 = 1 and c_63 = 0. So [x ≫ f] = (c ≫ f) − 2^(62−f)
   * − [r ≫ f] + (1 − c_63)·[r_63·2^(64−f)], up to the borrow of the dropped bits. 1 round, 8 bytes, if x was not opened.
   */
  @Override
  public PartyNumber truncate(PartyNumber x, int bits) {
    int n = x.shape().size();
    long[] shifted = op.dealt(n);
    long[] top = op.dealt(n);
    long[] opened = x.await(op).c().words(RAW);
    long one = addsPublicTerms() ? 1 : 0;
    long[] out = new long[n];
    for (int i = 0; i < n; i++) {
      long c = opened[i] + (1L << 62);
      out[i] = one * ((c >>> bits) - (1L << (62 - bits))) - shifted[i] + (top[i] & ~(c >> 63));
    }
    return number(RingTensor.of(x.shape(), out), Width.without(x.width(), bits));
  }

  // Comparison and bits

  /** 1 round and 8 bytes to open x, if it was not opened before; then a round for each level; see {@link BlockTree}. */
  @Override
  public PartyBits isNegative(PartyNumber x) {
    int w = BitTensor.wordCount(x.shape().size());
    BlockTree tree = BlockTree.of(x.width() - 1, x.shape().size());
    long[] sign = op.dealt(w);
    long[] products = op.dealt(tree.leafPlanes() * w);
    long[] c = BitPlanes.slice(x.await(op).c().words(RAW));
    long one = addsPublicTerms() ? -1 : 0;
    long[] less = new long[tree.leaves() * w];
    long[] equal = new long[tree.leaves() * w];
    tree.leaves(c, products, 0, one, w, less, equal);
    for (BlockTree.Level level : tree.levels()) {
      long[] masks = op.random(level.openedPlanes() * w);
      BlockTree.Dealt dealt = new BlockTree.Dealt(masks, 0, op.dealt(level.dealtPlanes() * w), 0);
      long[] opened = op.openBits(BlockTree.masked(level, less, equal, masks, 0, w));
      BlockTree.combine(level, less, equal, opened, dealt, one, w);
    }
    for (int k = 0, top = (x.width() - 1) * w; k < w; k++) {
      sign[k] ^= (c[top + k] & one) ^ less[k];
    }
    return new PartyBits(BitTensor.of(x.shape(), sign));
  }

  @Override
  public PartyBits xor(PartyBits x, PartyBits y) {
    return new PartyBits(x.value().xor(y.value()));
  }

  @Override
  public PartyBits xorPublic(PartyBits x, BitTensor y) {
    return addsPublicTerms() ? new PartyBits(x.value().xor(y)) : x;
  }

  @Override
  public PartyBits not(PartyBits x) {
    return addsPublicTerms() ? new PartyBits(x.value().not()) : x;
  }

  @Override
  public PartyBits andPublic(PartyBits x, BitTensor y) {
    return new PartyBits(x.value().and(y));
  }

  /** With bits a, b random and ab dealt: d = x ⊕ a and e = y ⊕ b opened, xy = d·[y] ⊕ e·[a] ⊕ [ab]. 1 round, 2 bits. */
  @Override
  public PartyBits and(PartyBits x, PartyBits y) {
    int w = BitTensor.wordCount(x.shape().size());
    long[] masks = op.random(2 * w);
    long[] product = op.dealt(w);
    long[] xWords = x.value().words(RAW);
    long[] yWords = y.value().words(RAW);
    long[] mine = new long[2 * w];
    for (int k = 0; k < w; k++) {
      mine[k] = xWords[k] ^ masks[k];
      mine[w + k] = yWords[k] ^ masks[w + k];
    }
    long[] opened = op.openBits(mine);
    long[] out = new long[w];
    for (int k = 0; k < w; k++) {
      out[k] = (opened[k] & yWords[k]) ^ (opened[w + k] & masks[k]) ^ product[k];
    }
    return new PartyBits(BitTensor.of(x.shape(), out));
  }

  /** m = b ⊕ β opened, for a random bit β. */
  private long[] openMasked(PartyBits bit) {
    int w = BitTensor.wordCount(bit.shape().size());
    return op.openBits(bit.value().xor(BitTensor.of(bit.shape(), op.random(w))).words(RAW));
  }

  /**
   * b·x = m·x + (1 − 2m)·βx with βx = c·[β] − [βr]: 1 round and 1 bit, and the opening of x alongside if that was not done.
   */
  @Override
  public PartyNumber mask(PartyBits bit, PartyNumber x) {
    x.start();
    int n = x.shape().size();
    long[] m = openMasked(bit);
    long[] beta = op.dealt(n);
    long[] betaR = op.dealt(n);
    long[] c = x.await(op).c().words(RAW);
    long[] share = x.value().words(RAW);
    long[] out = new long[n];
    for (int i = 0; i < n; i++) {
      long flip = -((m[i >> 6] >>> i) & 1);
      long product = c[i] * beta[i] - betaR[i];
      out[i] = ((product ^ flip) - flip) + (share[i] & flip);
    }
    return number(RingTensor.of(x.shape(), out), x.width());
  }

  /** b = m + (1 − 2m)·[β]: 1 round, 1 bit. */
  @Override
  public PartyNumber bitToRing(PartyBits bit) {
    int n = bit.shape().size();
    long[] m = openMasked(bit);
    long[] beta = op.dealt(n);
    long one = addsPublicTerms() ? 1 : 0;
    long[] out = new long[n];
    for (int i = 0; i < n; i++) {
      long flip = -((m[i >> 6] >>> i) & 1);
      out[i] = ((beta[i] ^ flip) - flip) + (one & flip);
    }
    return number(RingTensor.of(bit.shape(), out));
  }
}
