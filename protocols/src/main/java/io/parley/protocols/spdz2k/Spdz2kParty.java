package io.parley.protocols.spdz2k;

import io.parley.crypto.Bilinear;
import io.parley.crypto.BitTensor;
import io.parley.crypto.RawAccess;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import io.parley.crypto.Structure;
import io.parley.crypto.WideTensor;
import io.parley.protocols.spdz2k.PartyNumber.Opened;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.Primitives;
import io.parley.protocols.spi.Width;
import java.util.Arrays;
import java.util.List;

/** A party's side; the protocol is told in {@link Spdz2kProtocol}. */
final class Spdz2kParty implements Primitives<PartyNumber, PartyBits> {
  private static final RawAccess RAW = RawAccess.grant();

  private final PartyScope op;
  private final MacCheck check;
  private int opened;

  Spdz2kParty(PartyScope op, MacCheck check) {
    this.op = op;
    this.check = check;
  }

  private boolean isFirst() {
    return op.self() == 0;
  }

  private long delta() {
    return check.keys().delta();
  }

  private PartyNumber number(Authenticated share) {
    return number(share, Width.FULL);
  }

  private PartyNumber number(Authenticated share, int width) {
    return new PartyNumber(share, width, op, check);
  }

  private Authenticated publicly(RingTensor x) {
    return Authenticated.constant(x, isFirst(), check.keys().alpha());
  }

  private Authenticated dealt(Shape shape) {
    return new Authenticated(dealtWide(shape), dealtWide(shape));
  }

  private WideTensor dealtWide(Shape shape) {
    return WideTensor.ofWords(shape, op.dealt(2 * shape.size()));
  }

  private static PartyBits bits(Shape shape, AuthenticatedBits share) {
    return new PartyBits(shape, share);
  }

  // Inputs and outputs

  /** The owner published x − r, and ⟦r⟧ is dealt. */
  @Override
  public PartyNumber input(Shape shape, long[] payload) {
    return number(dealt(shape).add(publicly(RingTensor.of(shape, payload))));
  }

  @Override
  public PartyBits inputBits(Shape shape, long[] payload) {
    return bits(shape, AuthenticatedBits.dealt(op, shape.size(), 1).xorPublic(payload, isFirst(), delta()));
  }

  @Override
  public PartyNumber constant(RingTensor value) {
    return number(publicly(value));
  }

  /**
   * The low words of y = x + r for a dealt ⟦r⟧ mod 2^128, of which the receiver knows r. All of y is opened, to be checked
   * before it leaves: 1 round, 16 bytes an element.
   */
  @Override
  public long[] release(PartyNumber x) {
    Authenticated masked = x.share().add(dealt(x.shape()));
    WideTensor y = masked.value();
    for (long[] theirs : op.exchange(masked.value().words(RAW))) {
      y = y.add(WideTensor.ofWords(x.shape(), theirs));
    }
    check.remember(new MacCheck.Numbers(op.id(), y, masked.mac()));
    return y.low().words(RAW);
  }

  /** Likewise b ⊕ β: 1 round, 1 bit. */
  @Override
  public long[] releaseBits(PartyBits x) {
    return openBits(x.share().xor(AuthenticatedBits.dealt(op, x.shape().size(), 1)));
  }

  // Linear

  @Override
  public PartyNumber add(PartyNumber x, PartyNumber y) {
    return number(x.share().add(y.share()), Width.narrowest(x.width(), y.width()));
  }

  @Override
  public PartyNumber sub(PartyNumber x, PartyNumber y) {
    return number(x.share().sub(y.share()), Width.narrowest(x.width(), y.width()));
  }

  @Override
  public PartyNumber negate(PartyNumber x) {
    return number(x.share().map(WideTensor::negate), x.width());
  }

  @Override
  public PartyNumber addPublic(PartyNumber x, RingTensor y) {
    return number(x.share().add(publicly(y)), x.width());
  }

  @Override
  public PartyNumber shiftLeft(PartyNumber x, int bits) {
    return number(x.share().map(part -> part.shiftLeft(bits)));
  }

  @Override
  public PartyNumber rearrange(Structure structure, List<PartyNumber> inputs) {
    return number(Authenticated.rearrange(structure, inputs.stream().map(PartyNumber::share).toList()),
        Width.narrowest(inputs.stream().map(PartyNumber::width).toList()));
  }

  @Override
  public PartyNumber productPublic(Bilinear map, PartyNumber x, RingTensor y) {
    return number(x.share().right(map, y));
  }

  @Override
  public PartyNumber productPublic(Bilinear map, RingTensor x, PartyNumber y) {
    return number(y.share().left(map, x));
  }

  // Products and truncation

  /** ⟦M(x, y)⟧ = M(c_x, ⟦y⟧) − M(⟦r_x⟧, c_y) + ⟦w⟧: 1 round, 16 bytes for each element of an operand not opened before. */
  @Override
  public PartyNumber product(Bilinear map, PartyNumber x, PartyNumber y) {
    x.start();
    y.start();
    Authenticated w = dealt(map.shape(x.shape(), y.shape()));
    Opened openedX = x.await(op);
    Opened openedY = y.await(op);
    return number(y.share().left(map, openedX.c()).sub(openedX.r().right(map, openedY.c())).add(w));
  }

  /** As in {@link io.parley.protocols.beaver}: the wrap of c = x + 2^62 + r mod 2^64 is r_63·(1 − c_63). */
  @Override
  public PartyNumber truncate(PartyNumber x, int bits) {
    Authenticated shifted = dealt(x.shape());
    Authenticated top = dealt(x.shape());
    long[] c = x.await(op).c().words(RAW);
    long[] whole = new long[c.length];
    long[] unwrapped = new long[c.length];
    for (int i = 0; i < c.length; i++) {
      long raised = c[i] + (1L << 62);
      whole[i] = (raised >>> bits) - (1L << (62 - bits));
      unwrapped[i] = ~raised >>> 63;
    }
    Authenticated wrap = top.right(new Bilinear.Mul(), RingTensor.of(x.shape(), unwrapped));
    return number(wrap.sub(shifted).add(publicly(RingTensor.of(x.shape(), whole))),
        Width.without(x.width(), bits));
  }

  // Comparison and bits

  /** The opening; then a round for each level, and 4 more for each group that is checked at once; see {@link Spdz2kComparison}. */
  @Override
  public PartyBits isNegative(PartyNumber x) {
    return bits(x.shape(), Spdz2kComparison.signs(op, check, x.await(op).c().words(RAW), x.width()));
  }

  /** Opens bits, to be checked later: 1 round. */
  private long[] openBits(AuthenticatedBits mine) {
    long[] sum = op.openBits(mine.bits());
    check.remember(List.of(new MacCheck.Bits(op.id(), opened++, mine, sum)));
    return sum;
  }

  @Override
  public PartyBits xor(PartyBits x, PartyBits y) {
    return bits(x.shape(), x.share().xor(y.share()));
  }

  @Override
  public PartyBits xorPublic(PartyBits x, BitTensor y) {
    return bits(x.shape(), x.share().xorPublic(y.words(RAW), isFirst(), delta()));
  }

  @Override
  public PartyBits not(PartyBits x) {
    long[] ones = new long[AuthenticatedBits.words(x.shape().size())];
    Arrays.fill(ones, -1);
    return bits(x.shape(), x.share().xorPublic(ones, isFirst(), delta()));
  }

  @Override
  public PartyBits andPublic(PartyBits x, BitTensor y) {
    return bits(x.shape(), x.share().andPublic(y.words(RAW)));
  }

  /** With bits a, b random and ab dealt: d = x ⊕ a and e = y ⊕ b opened, xy = d·⟦y⟧ ⊕ e·⟦a⟧ ⊕ ⟦ab⟧. 1 round, 2 bits. */
  @Override
  public PartyBits and(PartyBits x, PartyBits y) {
    int n = x.shape().size();
    int w = AuthenticatedBits.words(n);
    AuthenticatedBits masks = AuthenticatedBits.random(op, n, 2);
    AuthenticatedBits product = AuthenticatedBits.dealt(op, n, 1);
    long[] de = openBits(x.share().with(y.share()).xor(masks));
    AuthenticatedBits left = y.share().andPublic(Arrays.copyOf(de, w));
    AuthenticatedBits right = masks.slice(0, 1).andPublic(Arrays.copyOfRange(de, w, 2 * w));
    return bits(x.shape(), left.xor(right).xor(product));
  }

  /** m = b ⊕ β opened for a random bit β, as numbers 0 and 1. */
  private RingTensor openMasked(PartyBits bit) {
    AuthenticatedBits beta = AuthenticatedBits.random(op, bit.shape().size(), 1);
    return BitTensor.of(bit.shape(), openBits(bit.share().xor(beta))).unpack();
  }

  /** x where m is 0, −x where it is 1. */
  private static Authenticated flip(Authenticated x, RingTensor m) {
    return x.right(new Bilinear.Mul(), m.mul(-2).add(1));
  }

  /** b·x = m·x + (1 − 2m)·βx with βx = c·⟦β⟧ − ⟦βr⟧: 1 round and 1 bit, and the opening of x alongside. */
  @Override
  public PartyNumber mask(PartyBits bit, PartyNumber x) {
    x.start();
    RingTensor m = openMasked(bit);
    Authenticated beta = dealt(x.shape());
    Authenticated betaR = dealt(x.shape());
    Authenticated product = beta.right(new Bilinear.Mul(), x.await(op).c()).sub(betaR);
    return number(flip(product, m).add(x.share().right(new Bilinear.Mul(), m)), x.width());
  }

  /** b = m + (1 − 2m)·⟦β⟧: 1 round, 1 bit. */
  @Override
  public PartyNumber bitToRing(PartyBits bit) {
    RingTensor m = openMasked(bit);
    return number(flip(dealt(bit.shape()), m).add(publicly(m)));
  }
}
