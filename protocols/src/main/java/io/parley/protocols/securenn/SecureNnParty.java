package io.parley.protocols.securenn;

import io.parley.crypto.Bilinear;
import io.parley.crypto.BitTensor;
import io.parley.crypto.RawAccess;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import io.parley.crypto.Structure;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.Primitives;
import java.util.List;

/** The side of P_0 and P_1; j is which of both this is. The protocol is told in {@link SecureNnProtocol}. */
final class SecureNnParty implements Primitives<RingShare, RingShare> {
  private static final RawAccess RAW = RawAccess.grant();

  private final PartyScope op;
  private final int j;

  SecureNnParty(PartyScope op) {
    this.op = op;
    j = op.self();
  }

  /** j·value: P_1 adds what is public. */
  private RingTensor once(RingTensor value) {
    return j == 1 ? value : RingTensor.zeros(value.shape());
  }

  // Inputs and outputs

  @Override
  public RingShare input(Shape shape, long[] payload) {
    return new RingShare(SecureNnSharing.share(j, shape, payload));
  }

  @Override
  public RingShare inputBits(Shape shape, long[] payload) {
    return input(shape, payload);
  }

  @Override
  public RingShare constant(RingTensor value) {
    return new RingShare(once(value));
  }

  /** Re-randomised by shares of zero, so that the shares say no more than the output. */
  @Override
  public long[] release(RingShare x) {
    return Dealing.refreshed(op, x.value()).words(RAW);
  }

  @Override
  public long[] releaseBits(RingShare x) {
    return release(x);
  }

  // Linear

  @Override
  public RingShare add(RingShare x, RingShare y) {
    return new RingShare(x.value().add(y.value()));
  }

  @Override
  public RingShare sub(RingShare x, RingShare y) {
    return new RingShare(x.value().sub(y.value()));
  }

  @Override
  public RingShare negate(RingShare x) {
    return new RingShare(x.value().negate());
  }

  @Override
  public RingShare addPublic(RingShare x, RingTensor y) {
    return new RingShare(x.value().add(once(y)));
  }

  @Override
  public RingShare shiftLeft(RingShare x, int bits) {
    return new RingShare(x.value().shiftLeft(bits));
  }

  @Override
  public RingShare rearrange(Structure structure, List<RingShare> inputs) {
    return new RingShare(structure.apply(inputs.stream().map(RingShare::value).toList()));
  }

  @Override
  public RingShare productPublic(Bilinear map, RingShare x, RingTensor y) {
    return new RingShare(map.apply(x.value(), y));
  }

  @Override
  public RingShare productPublic(Bilinear map, RingTensor x, RingShare y) {
    return new RingShare(map.apply(x, y.value()));
  }

  // Products, truncation and comparison

  /** {@link MatMul}. */
  @Override
  public RingShare product(Bilinear map, RingShare x, RingShare y) {
    return new RingShare(MatMul.party(op, map, x.value(), y.value()));
  }

  /** {@link SecureNnTruncation}. */
  @Override
  public RingShare truncate(RingShare x, int bits) {
    return new RingShare(RingTensor.of(x.shape(), SecureNnTruncation.party(op, x.value().words(RAW), bits)));
  }

  /** Alg. 6 without its last step, 1 − MSB, which is {@link #not}: c = 2a, ShareConvert, ComputeMSB. 8 rounds. */
  @Override
  public RingShare isNegative(RingShare a) {
    PartyScope msb = op.lane();
    long[] c = a.value().shiftLeft(1).words(RAW);
    long[] y = ShareConvert.party(op, c);
    return new RingShare(RingTensor.of(a.shape(), ComputeMsb.party(op, msb, y)));
  }

  // Bits, as the numbers 0 and 1

  /** x + y − 2xy: a product. */
  @Override
  public RingShare xor(RingShare x, RingShare y) {
    return sub(add(x, y), shiftLeft(and(x, y), 1));
  }

  /** x + y − 2xy, locally. */
  @Override
  public RingShare xorPublic(RingShare x, BitTensor y) {
    RingTensor bits = y.unpack();
    return addPublic(sub(x, shiftLeft(productPublic(new Bilinear.Mul(), x, bits), 1)), bits);
  }

  /** 1 − x. */
  @Override
  public RingShare not(RingShare x) {
    return new RingShare(x.value().negate().add((long) j));
  }

  @Override
  public RingShare and(RingShare x, RingShare y) {
    return product(new Bilinear.Mul(), x, y);
  }

  @Override
  public RingShare andPublic(RingShare x, BitTensor y) {
    return productPublic(new Bilinear.Mul(), x, y.unpack());
  }

  /** SelectShare (Alg. 2) between 0 and x, or the last step of ReLU (Alg. 7): a product. */
  @Override
  public RingShare mask(RingShare bit, RingShare x) {
    return product(new Bilinear.Mul(), bit, x);
  }

  @Override
  public RingShare bitToRing(RingShare bit) {
    return bit;
  }
}
