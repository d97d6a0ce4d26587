package io.parley.protocols.beaver;

import io.parley.crypto.RawAccess;
import io.parley.crypto.RingKernels;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import io.parley.protocols.spi.Opening;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.Share;

/** A party's share of numbers, x_i with x = Σ x_i mod 2^64, and the opening c = x + r. */
final class PartyNumber extends Opening<PartyNumber.Opened> implements Share {
  private static final RawAccess RAW = RawAccess.grant();

  private final RingTensor value;
  private final int width;
  private RingTensor maskShare;

  /** The public c = x + r, and this party's r_i. */
  record Opened(RingTensor c, RingTensor r) {
    @Override
    public String toString() {
      return "Opened" + c.shape();
    }
  }

  PartyNumber(RingTensor value, int width, PartyScope op) {
    super(op);
    this.value = value;
    this.width = width;
    this.maskShare = value;
  }

  RingTensor value() {
    return value;
  }

  int width() {
    return width;
  }

  @Override
  public Shape shape() {
    return value.shape();
  }

  @Override
  protected void send(PartyScope own) {
    maskShare = RingTensor.of(shape(), own.random(shape().size()));
    own.sendToOthers(value.add(maskShare).words(RAW));
  }

  @Override
  protected Opened collect(PartyScope own) {
    long[] c = value.add(maskShare).words(RAW);
    for (long[] theirs : own.receiveFromOthers(c.length)) {
      RingKernels.get().add(c, theirs, c);
    }
    return new Opened(RingTensor.of(shape(), c), maskShare);
  }

  @Override
  public String toString() {
    return "PartyNumber" + shape();
  }
}
