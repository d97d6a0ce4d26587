package io.parley.protocols.replicated.malicious;

import io.parley.crypto.Bilinear;
import io.parley.crypto.RawAccess;
import io.parley.crypto.WideTensor;

/**
 * The two gates that take messages. A party that cheats here can only add an error of its choice to the result; the
 * checkpoint finds it.
 */
final class Gates {
  private final Neighbours at;
  private final Journal.Page page;

  Gates(Neighbours at, Journal.Page page) {
    this.at = at;
    this.page = page;
  }

  Neighbours at() {
    return at;
  }

  /** M(x, y): 1 round, 16 bytes for each element of the result. */
  PartyNumber product(Bilinear map, PartyNumber x, PartyNumber y) {
    WideTensor own = at.productShare(map, x, y);
    at.passOn(own.words(RawAccess.grant()));
    WideTensor next = WideTensor.ofWords(own.shape(), at.passed(2 * own.shape().size()));
    PartyNumber z = new PartyNumber(own, next);
    page.remember(new Journal.Product(map, x, y, z));
    return z;
  }

  /** x ∧ y: 1 round, 1 bit. */
  Planes and(Planes x, Planes y) {
    long[] own = at.andShare(x, y);
    at.passOn(own);
    Planes z = new Planes(own, at.passed(own.length));
    page.remember(new Journal.And(x, y, z));
    return z;
  }
}
