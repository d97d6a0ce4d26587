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
final class PlainParty implements Primitives<PartyNumber, PartyBits> {
  private static final RawAccess RAW = RawAccess.grant();

  @Override
  public PartyNumber input(Shape shape, long[] payload) {
    return new PartyNumber(RingTensor.of(shape, payload));
  }

  @Override
  public PartyBits inputBits(Shape shape, long[] payload) {
    return new PartyBits(BitTensor.of(shape, payload));
  }

  @Override
  public PartyNumber constant(RingTensor value) {
    return new PartyNumber(value);
  }

  @Override
  public PartyNumber add(PartyNumber x, PartyNumber y) {
    return new PartyNumber(x.value().add(y.value()));
  }

  @Override
  public PartyNumber sub(PartyNumber x, PartyNumber y) {
    return new PartyNumber(x.value().sub(y.value()));
  }

  @Override
  public PartyNumber negate(PartyNumber x) {
    return new PartyNumber(x.value().negate());
  }

  @Override
  public PartyNumber addPublic(PartyNumber x, RingTensor y) {
    return new PartyNumber(x.value().add(y));
  }

  @Override
  public PartyNumber shiftLeft(PartyNumber x, int bits) {
    return new PartyNumber(x.value().shiftLeft(bits));
  }

  @Override
  public PartyNumber rearrange(Structure structure, List<PartyNumber> inputs) {
    return new PartyNumber(structure.apply(inputs.stream().map(PartyNumber::value).toList()));
  }

  @Override
  public PartyNumber product(Bilinear map, PartyNumber x, PartyNumber y) {
    return new PartyNumber(map.apply(x.value(), y.value()));
  }

  @Override
  public PartyNumber productPublic(Bilinear map, PartyNumber x, RingTensor y) {
    return new PartyNumber(map.apply(x.value(), y));
  }

  @Override
  public PartyNumber productPublic(Bilinear map, RingTensor x, PartyNumber y) {
    return new PartyNumber(map.apply(x, y.value()));
  }

  @Override
  public PartyNumber truncate(PartyNumber x, int bits) {
    long[] words = x.value().words(RAW);
    return new PartyNumber(RingTensor.of(x.shape(), Arrays.stream(words).map(w -> w >> bits).toArray()));
  }

  @Override
  public PartyNumber separated(Separable function, PartyNumber x) {
    return new PartyNumber(function.apply(x.value()));
  }

  @Override
  public PartyBits isNegative(PartyNumber x) {
    long[] words = x.value().words(RAW);
    return new PartyBits(
        BitTensor.pack(RingTensor.of(x.shape(), Arrays.stream(words).map(w -> w >>> 63).toArray())));
  }

  @Override
  public PartyBits xor(PartyBits x, PartyBits y) {
    return new PartyBits(x.value().xor(y.value()));
  }

  @Override
  public PartyBits xorPublic(PartyBits x, BitTensor y) {
    return new PartyBits(x.value().xor(y));
  }

  @Override
  public PartyBits not(PartyBits x) {
    return new PartyBits(x.value().not());
  }

  @Override
  public PartyBits and(PartyBits x, PartyBits y) {
    return new PartyBits(x.value().and(y.value()));
  }

  @Override
  public PartyBits andPublic(PartyBits x, BitTensor y) {
    return new PartyBits(x.value().and(y));
  }

  @Override
  public PartyNumber mask(PartyBits bit, PartyNumber x) {
    return new PartyNumber(bit.value().unpack().mul(x.value()));
  }

  @Override
  public PartyNumber bitToRing(PartyBits bit) {
    return new PartyNumber(bit.value().unpack());
  }

  @Override
  public long[] release(PartyNumber x) {
    return x.value().words(RAW);
  }

  @Override
  public long[] releaseBits(PartyBits x) {
    return x.value().words(RAW);
  }
}
