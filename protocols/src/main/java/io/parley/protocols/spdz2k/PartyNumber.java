package io.parley.protocols.spdz2k;

import io.parley.crypto.RawAccess;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import io.parley.crypto.WideTensor;
import io.parley.protocols.spi.Opening;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.Share;

/**
 * A party's ⟦x⟧, and the opening x + r mod 2^128, of which c = x + r mod 2^64 is used; the rest is needed to check it.
 */
final class PartyNumber extends Opening<PartyNumber.Opened> implements Share {
  private static final RawAccess RAW = RawAccess.grant();

  private final Authenticated share;
  private final int width;
  private final MacCheck check;
  private WideTensor mask;

  /** The public c, and this party's ⟦r⟧. */
  record Opened(RingTensor c, Authenticated r) {
    @Override
    public String toString() {
      return "Opened" + c.shape();
    }
  }

  PartyNumber(Authenticated share, int width, PartyScope op, MacCheck check) {
    super(op);
    this.share = share;
    this.width = width;
    this.check = check;
    this.mask = share.value();
  }

  Authenticated share() {
    return share;
  }

  int width() {
    return width;
  }

  @Override
  public Shape shape() {
    return share.shape();
  }

  @Override
  protected void send(PartyScope own) {
    mask = WideTensor.ofWords(shape(), own.random(2 * shape().size()));
    own.sendToOthers(share.value().add(mask).words(RAW));
  }

  @Override
  protected Opened collect(PartyScope own) {
    int words = 2 * shape().size();
    Authenticated r = new Authenticated(mask, WideTensor.ofWords(shape(), own.dealt(words)));
    Authenticated masked = share.add(r);
    WideTensor sum = masked.value();
    for (long[] theirs : own.receiveFromOthers(words)) {
      sum = sum.add(WideTensor.ofWords(shape(), theirs));
    }
    check.remember(new MacCheck.Numbers(own.id(), sum, masked.mac()));
    return new Opened(sum.low(), r);
  }

  @Override
  public String toString() {
    return "PartyNumber" + shape();
  }
}
