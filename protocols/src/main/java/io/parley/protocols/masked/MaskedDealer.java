package io.parley.protocols.masked;

import io.parley.crypto.Bilinear;
import io.parley.crypto.BitTensor;
import io.parley.crypto.RawAccess;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Separable;
import io.parley.crypto.Shape;
import io.parley.crypto.Structure;
import io.parley.protocols.spi.DealerScope;
import io.parley.protocols.spi.Group;
import io.parley.protocols.spi.Primitives;
import io.parley.protocols.spi.Width;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** The provider's side: it follows λ through the plan, and deals what {@link MaskedParty} draws, in the same order. */
final class MaskedDealer implements Primitives<DealerNumber, DealerBits> {
  private static final RawAccess RAW = RawAccess.grant();
  private static final long[] NOTHING = new long[0];

  private final DealerScope op;
  private final Comparing comparing;

  MaskedDealer(DealerScope op, Comparing comparing) {
    this.op = op;
    this.comparing = comparing;
  }

  private DealerNumber opened(Shape shape) {
    return DealerNumber.full(RingTensor.of(shape, op.random(shape.size(), Group.RING)));
  }

  private DealerBits openedBits(Shape shape) {
    return new DealerBits(BitTensor.of(shape, op.random(BitTensor.wordCount(shape.size()), Group.BITS)));
  }

  // Inputs and outputs

  @Override
  public DealerNumber input(Shape shape, long[] payload) {
    long[] lambda = op.client(shape.size());
    op.deal(lambda, Group.RING);
    return DealerNumber.full(RingTensor.of(shape, lambda));
  }

  @Override
  public DealerBits inputBits(Shape shape, long[] payload) {
    long[] lambda = op.client(BitTensor.wordCount(shape.size()));
    op.deal(lambda, Group.BITS);
    return new DealerBits(BitTensor.of(shape, lambda));
  }

  @Override
  public DealerNumber constant(RingTensor value) {
    return DealerNumber.full(RingTensor.zeros(value.shape()));
  }

  @Override
  public long[] release(DealerNumber x) {
    RingTensor rho = RingTensor.of(x.shape(), op.client(x.shape().size()));
    op.give(op.roles().parties() - 1, x.full().lambda().sub(rho).words(RAW));
    return NOTHING;
  }

  @Override
  public long[] releaseBits(DealerBits x) {
    BitTensor rho = BitTensor.of(x.shape(), op.client(BitTensor.wordCount(x.shape().size())));
    op.give(op.roles().parties() - 1, x.lambda().xor(rho).words(RAW));
    return NOTHING;
  }

  // Linear

  private DealerNumber both(DealerNumber x, DealerNumber y, BinaryOperator<RingTensor> map) {
    return like(map.apply(x.lambda(), y.lambda()), List.of(x, y));
  }

  private DealerNumber each(DealerNumber x, UnaryOperator<RingTensor> map) {
    return like(map.apply(x.lambda()), List.of(x));
  }

  private DealerNumber like(RingTensor lambda, List<DealerNumber> operands) {
    return operands.stream().allMatch(DealerNumber::isFull)
        ? DealerNumber.full(lambda)
        : DealerNumber.narrow(lambda, operands.stream().mapToInt(DealerNumber::width).min().orElse(Width.FULL), op);
  }

  @Override
  public DealerNumber add(DealerNumber x, DealerNumber y) {
    return both(x, y, RingTensor::add);
  }

  @Override
  public DealerNumber sub(DealerNumber x, DealerNumber y) {
    return both(x, y, RingTensor::sub);
  }

  @Override
  public DealerNumber negate(DealerNumber x) {
    return each(x, RingTensor::negate);
  }

  @Override
  public DealerNumber addPublic(DealerNumber x, RingTensor y) {
    return each(x, lambda -> lambda);
  }

  @Override
  public DealerNumber shiftLeft(DealerNumber x, int bits) {
    return each(x.full(), lambda -> lambda.shiftLeft(bits));
  }

  @Override
  public DealerNumber rearrange(Structure structure, List<DealerNumber> inputs) {
    return like(structure.apply(inputs.stream().map(DealerNumber::lambda).toList()), inputs);
  }

  @Override
  public DealerNumber productPublic(Bilinear map, DealerNumber x, RingTensor y) {
    return each(x.full(), lambda -> map.apply(lambda, y));
  }

  @Override
  public DealerNumber productPublic(Bilinear map, RingTensor x, DealerNumber y) {
    return each(y.full(), lambda -> map.apply(x, lambda));
  }

  // Products and truncation

  @Override
  public DealerNumber product(Bilinear map, DealerNumber x, DealerNumber y) {
    if (Extension.squares(map, x, y, x.width())) {
      RingTensor low = RingTensor.of(x.shape(), Extension.low(x.lambda().words(RAW), x.width()));
      RingTensor wrap = RingTensor.of(x.shape(), Extension.wrap(x.lambda().words(RAW), x.width()));
      deal(low);
      deal(wrap);
      deal(low.mul(low));
      deal(wrap.mul(wrap.sub(low.mul(2))));
      return opened(x.shape());
    }
    RingTensor product = map.apply(x.full().lambda(), y.full().lambda());
    op.deal(product.words(RAW), Group.RING);
    return opened(product.shape());
  }

  @Override
  public DealerNumber truncate(DealerNumber x, int bits) {
    DealerNumber from = Width.canDrop(x.width(), bits) ? x : x.full();
    long[] low = Extension.low(from.lambda().words(RAW), from.width());
    for (int i = 0; i < low.length; i++) {
      low[i] >>>= bits;
    }
    return DealerNumber.narrow(RingTensor.of(x.shape(), low), from.width() - bits, op);
  }

  @Override
  public DealerNumber separated(Separable function, DealerNumber x) {
    op.deal(function.deal(x.lambda().words(RAW)), Group.RING);
    return opened(x.shape());
  }

  // Comparison and bits

  @Override
  public DealerBits isNegative(DealerNumber x) {
    comparing.deal(op, x);
    return openedBits(x.shape());
  }

  @Override
  public DealerBits isNegativeByFss(DealerNumber x) {
    Comparing.FSS.deal(op, x);
    return openedBits(x.shape());
  }

  @Override
  public DealerBits xor(DealerBits x, DealerBits y) {
    return new DealerBits(x.lambda().xor(y.lambda()));
  }

  @Override
  public DealerBits xorPublic(DealerBits x, BitTensor y) {
    return x;
  }

  @Override
  public DealerBits not(DealerBits x) {
    return x;
  }

  @Override
  public DealerBits andPublic(DealerBits x, BitTensor y) {
    return new DealerBits(x.lambda().and(y));
  }

  @Override
  public DealerBits and(DealerBits x, DealerBits y) {
    op.deal(x.lambda().and(y.lambda()).words(RAW), Group.BITS);
    return openedBits(x.shape());
  }

  @Override
  public DealerNumber mask(DealerBits bit, DealerNumber x) {
    RingTensor lambdaBit = bit.lambda().unpack();
    deal(lambdaBit);
    if (x.isFull()) {
      deal(lambdaBit.mul(x.lambda()));
    } else {
      RingTensor low = RingTensor.of(x.shape(), Extension.low(x.lambda().words(RAW), x.width()));
      RingTensor wrap = RingTensor.of(x.shape(), Extension.wrap(x.lambda().words(RAW), x.width()));
      deal(lambdaBit.mul(low));
      deal(lambdaBit.mul(wrap));
      deal(low);
      deal(wrap);
    }
    return opened(x.shape());
  }

  private void deal(RingTensor x) {
    op.deal(x.words(RAW), Group.RING);
  }

  @Override
  public DealerNumber bitToRing(DealerBits bit) {
    deal(bit.lambda().unpack());
    return opened(bit.shape());
  }
}
