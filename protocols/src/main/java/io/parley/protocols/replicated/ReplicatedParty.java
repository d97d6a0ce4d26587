package io.parley.protocols.replicated;

import io.parley.crypto.Bilinear;
import io.parley.crypto.BitPlanes;
import io.parley.crypto.BitTensor;
import io.parley.crypto.RawAccess;
import io.parley.crypto.RingKernels;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import io.parley.crypto.Structure;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.Primitives;
import java.util.List;
import java.util.function.UnaryOperator;

/** A party's side; the protocol is told in {@link ReplicatedProtocol}. */
final class ReplicatedParty implements Primitives<PartyNumber, PartyBits> {
  private static final RawAccess RAW = RawAccess.grant();

  private final ReplicatedScope scope;

  ReplicatedParty(PartyScope op) {
    scope = new ReplicatedScope(op);
  }

  private static PartyNumber each(PartyNumber x, UnaryOperator<RingTensor> linear) {
    return new PartyNumber(linear.apply(x.own()), linear.apply(x.next()));
  }

  // Inputs and outputs

  @Override
  public PartyNumber input(Shape shape, long[] payload) {
    return ReplicatedSharing.number(shape, payload, scope.self());
  }

  @Override
  public PartyBits inputBits(Shape shape, long[] payload) {
    return ReplicatedSharing.bits(shape, payload, scope.self());
  }

  /** Public terms are part of component 0. */
  @Override
  public PartyNumber constant(RingTensor value) {
    RingTensor zero = RingTensor.zeros(value.shape());
    return new PartyNumber(scope.self() == 0 ? value : zero, scope.self() == 2 ? value : zero);
  }

  /** x_i and a share of zero, so that the shares say no more than the output. */
  @Override
  public long[] release(PartyNumber x) {
    long[] z = scope.subtrahend(x.shape().size());
    RingKernels.get().sub(x.own().words(RAW), z, z);
    scope.addFresh(z);
    return z;
  }

  @Override
  public long[] releaseBits(PartyBits x) {
    long[] z = scope.zeroBits(BitTensor.wordCount(x.shape().size()));
    RingKernels.get().xor(x.own().words(RAW), z, z);
    return z;
  }

  // Linear

  @Override
  public PartyNumber add(PartyNumber x, PartyNumber y) {
    return new PartyNumber(x.own().add(y.own()), x.next().add(y.next()));
  }

  @Override
  public PartyNumber sub(PartyNumber x, PartyNumber y) {
    return new PartyNumber(x.own().sub(y.own()), x.next().sub(y.next()));
  }

  @Override
  public PartyNumber negate(PartyNumber x) {
    return each(x, RingTensor::negate);
  }

  @Override
  public PartyNumber addPublic(PartyNumber x, RingTensor y) {
    return new PartyNumber(scope.self() == 0 ? x.own().add(y) : x.own(),
        scope.self() == 2 ? x.next().add(y) : x.next());
  }

  @Override
  public PartyNumber shiftLeft(PartyNumber x, int bits) {
    return each(x, component -> component.shiftLeft(bits));
  }

  @Override
  public PartyNumber rearrange(Structure structure, List<PartyNumber> inputs) {
    return new PartyNumber(structure.apply(inputs.stream().map(PartyNumber::own).toList()),
        structure.apply(inputs.stream().map(PartyNumber::next).toList()));
  }

  @Override
  public PartyNumber productPublic(Bilinear map, PartyNumber x, RingTensor y) {
    return each(x, component -> map.apply(component, y));
  }

  @Override
  public PartyNumber productPublic(Bilinear map, RingTensor x, PartyNumber y) {
    return each(y, component -> map.apply(x, component));
  }

  // Products and truncation

  /** z_i = M(x_i, y_i + y_{i+1}) + M(x_{i+1}, y_i) + α_i: 1 round, 8 bytes for each element of the result. */
  @Override
  public PartyNumber product(Bilinear map, PartyNumber x, PartyNumber y) {
    return scope.circulate(additive(map, x, y)).number(map.shape(x.shape(), y.shape()));
  }

  /**
   * As {@link #product}, but parties 1 and 2 exchange z_1 and z_2 instead, so that z = c + z_0 with c = z_1 + z_2;
   * see {@link ReplicatedTruncation}. 2 rounds, 16 bytes from every party.
   */
  @Override
  public PartyNumber product(Bilinear map, PartyNumber x, PartyNumber y, int truncateBits) {
    if (truncateBits == 0) {
      return product(map, x, y);
    }
    long[] z = additive(map, x, y);
    ReplicatedTruncation truncation = new ReplicatedTruncation(scope, truncateBits);
    Shape shape = map.shape(x.shape(), y.shape());
    return (scope.deals() ? truncation.deal(z) : truncation.evaluate(scope.exchanged(z))).number(shape);
  }

  /** This party's share z_i of z = z_0 + z_1 + z_2, which only this party has; masked by a share of zero. */
  private long[] additive(Bilinear map, PartyNumber x, PartyNumber y) {
    Shape shape = map.shape(x.shape(), y.shape());
    long[] z = scope.subtrahend(shape.size());
    if (map instanceof Bilinear.Mul && x.shape().equals(y.shape())) {
      long[] x0 = x.own().words(RAW);
      long[] x1 = x.next().words(RAW);
      long[] y0 = y.own().words(RAW);
      long[] y1 = y.next().words(RAW);
      for (int k = 0; k < z.length; k++) {
        z[k] = x0[k] * (y0[k] + y1[k]) + x1[k] * y0[k] - z[k];
      }
    } else {
      RingTensor local = map.apply(x.own(), y.own().add(y.next())).add(map.apply(x.next(), y.own()));
      RingKernels.get().sub(local.words(RAW), z, z);
    }
    scope.addFresh(z);
    return z;
  }

  @Override
  public PartyNumber truncate(PartyNumber x, int bits) {
    ReplicatedTruncation truncation = new ReplicatedTruncation(scope, bits);
    return (scope.deals() ? truncation.deal(held(x).words(RAW)) : truncation.evaluate(common(x)))
        .number(x.shape());
  }

  /** X = x_0 + x_1, what party 0 has of x. */
  private static RingTensor held(PartyNumber x) {
    return x.own().add(x.next());
  }

  /** c = x_2, what parties 1 and 2 both have of x. */
  private long[] common(PartyNumber x) {
    return scope.common(x.own(), x.next()).words(RAW);
  }

  // Comparison and bits

  @Override
  public PartyBits isNegative(PartyNumber x) {
    ReplicatedComparison comparison = new ReplicatedComparison(scope, BitTensor.wordCount(x.shape().size()));
    return (scope.deals()
        ? comparison.deal(BitPlanes.slice(held(x).negate().words(RAW)))
        : comparison.evaluate(BitPlanes.slice(common(x)))).bits(x.shape());
  }

  @Override
  public PartyBits xor(PartyBits x, PartyBits y) {
    return new PartyBits(x.own().xor(y.own()), x.next().xor(y.next()));
  }

  @Override
  public PartyBits xorPublic(PartyBits x, BitTensor y) {
    return new PartyBits(scope.self() == 0 ? x.own().xor(y) : x.own(), scope.self() == 2 ? x.next().xor(y) : x.next());
  }

  @Override
  public PartyBits not(PartyBits x) {
    return new PartyBits(scope.self() == 0 ? x.own().not() : x.own(), scope.self() == 2 ? x.next().not() : x.next());
  }

  @Override
  public PartyBits andPublic(PartyBits x, BitTensor y) {
    return new PartyBits(x.own().and(y), x.next().and(y));
  }

  /** z_i = x_i·(y_i ⊕ y_{i+1}) ⊕ x_{i+1}·y_i ⊕ α_i: 1 round, 1 bit. */
  @Override
  public PartyBits and(PartyBits x, PartyBits y) {
    long[] x0 = x.own().words(RAW);
    long[] x1 = x.next().words(RAW);
    long[] y0 = y.own().words(RAW);
    long[] y1 = y.next().words(RAW);
    long[] z = scope.zeroBits(x0.length);
    for (int k = 0; k < z.length; k++) {
      z[k] ^= (x0[k] & (y0[k] ^ y1[k])) ^ (x1[k] & y0[k]);
    }
    return scope.circulate(z).bits(x.shape());
  }

  /** β = b_0 ⊕ b_1, what party 0 has of b. */
  private static long[] held(PartyBits bit) {
    return bit.own().xor(bit.next()).words(RAW);
  }

  /** m = b_2, what parties 1 and 2 both have of b. */
  private long[] common(PartyBits bit) {
    return scope.common(bit.own(), bit.next()).words(RAW);
  }

  @Override
  public PartyNumber mask(PartyBits bit, PartyNumber x) {
    BitProducts products = new BitProducts(scope);
    return (scope.deals()
        ? products.dealProduct(held(bit), held(x).words(RAW))
        : products.evaluateProduct(common(bit), common(x))).number(x.shape());
  }

  @Override
  public PartyNumber bitToRing(PartyBits bit) {
    BitProducts products = new BitProducts(scope);
    int n = bit.shape().size();
    return (scope.deals() ? products.dealBit(held(bit), n) : products.evaluateBit(common(bit), n))
        .number(bit.shape());
  }
}
