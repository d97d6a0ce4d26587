package io.parley.protocols.plain;

import io.parley.crypto.Bilinear;
import io.parley.crypto.BitTensor;
import io.parley.crypto.RawAccess;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Separable;
import io.parley.crypto.Shape;
import io.parley.crypto.Structure;
import io.parley.protocols.spi.Primitives;
import java.util.Arrays;
import java.util.List;

/** The primitives in the clear. */
final class PlainParty implements Primitives<PlainNumber, PlainBits> {
  private static final RawAccess RAW = RawAccess.grant();

  @Override
  public PlainNumber input(Shape shape, long[] payload) {
    return new PlainNumber(RingTensor.of(shape, payload));
  }

  @Override
  public PlainBits inputBits(Shape shape, long[] payload) {
    return new PlainBits(BitTensor.of(shape, payload));
  }

  @Override
  public PlainNumber constant(RingTensor value) {
    return new PlainNumber(value);
  }

  @Override
  public PlainNumber add(PlainNumber x, PlainNumber y) {
    return new PlainNumber(x.value().add(y.value()));
  }

  @Override
  public PlainNumber sub(PlainNumber x, PlainNumber y) {
    return new PlainNumber(x.value().sub(y.value()));
  }

  @Override
  public PlainNumber negate(PlainNumber x) {
    return new PlainNumber(x.value().negate());
  }

  @Override
  public PlainNumber addPublic(PlainNumber x, RingTensor y) {
    return new PlainNumber(x.value().add(y));
  }

  @Override
  public PlainNumber shiftLeft(PlainNumber x, int bits) {
    return new PlainNumber(x.value().shiftLeft(bits));
  }

  @Override
  public PlainNumber rearrange(Structure structure, List<PlainNumber> inputs) {
    return new PlainNumber(structure.apply(inputs.stream().map(PlainNumber::value).toList()));
  }

  @Override
  public PlainNumber product(Bilinear map, PlainNumber x, PlainNumber y) {
    return new PlainNumber(map.apply(x.value(), y.value()));
  }

  @Override
  public PlainNumber productPublic(Bilinear map, PlainNumber x, RingTensor y) {
    return new PlainNumber(map.apply(x.value(), y));
  }

  @Override
  public PlainNumber productPublic(Bilinear map, RingTensor x, PlainNumber y) {
    return new PlainNumber(map.apply(x, y.value()));
  }

  @Override
  public PlainNumber truncate(PlainNumber x, int bits) {
    long[] words = x.value().words(RAW);
    return new PlainNumber(RingTensor.of(x.shape(), Arrays.stream(words).map(w -> w >> bits).toArray()));
  }

  @Override
  public PlainNumber separated(Separable function, PlainNumber x) {
    return new PlainNumber(function.apply(x.value()));
  }

  @Override
  public PlainBits isNegative(PlainNumber x) {
    long[] words = x.value().words(RAW);
    return new PlainBits(
        BitTensor.pack(RingTensor.of(x.shape(), Arrays.stream(words).map(w -> w >>> 63).toArray())));
  }

  @Override
  public PlainBits xor(PlainBits x, PlainBits y) {
    return new PlainBits(x.value().xor(y.value()));
  }

  @Override
  public PlainBits xorPublic(PlainBits x, BitTensor y) {
    return new PlainBits(x.value().xor(y));
  }

  @Override
  public PlainBits not(PlainBits x) {
    return new PlainBits(x.value().not());
  }

  @Override
  public PlainBits and(PlainBits x, PlainBits y) {
    return new PlainBits(x.value().and(y.value()));
  }

  @Override
  public PlainBits andPublic(PlainBits x, BitTensor y) {
    return new PlainBits(x.value().and(y));
  }

  @Override
  public PlainNumber mask(PlainBits bit, PlainNumber x) {
    return new PlainNumber(bit.value().unpack().mul(x.value()));
  }

  @Override
  public PlainNumber bitToRing(PlainBits bit) {
    return new PlainNumber(bit.value().unpack());
  }

  @Override
  public long[] release(PlainNumber x) {
    return x.value().words(RAW);
  }

  @Override
  public long[] releaseBits(PlainBits x) {
    return x.value().words(RAW);
  }
}
