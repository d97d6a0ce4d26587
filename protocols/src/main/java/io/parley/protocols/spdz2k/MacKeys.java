package io.parley.protocols.spdz2k;

import io.parley.crypto.Wide;
import io.parley.protocols.spi.DealerScope;
import io.parley.protocols.spi.Group;
import io.parley.protocols.spi.PartyScope;

/**
 * The MAC keys of a session, or a party's shares of them: α for numbers, over Z_2^128, and Δ for bits, over GF(2)^64.
 * Each party draws its shares from its stream with the provider, who alone knows their sum: the client, and any n − 1
 * parties, know nothing of it.
 */
record MacKeys(Wide alpha, long delta) {
  private static MacKeys of(long[] alpha, long[] delta) {
    return new MacKeys(new Wide(alpha[0], alpha[1]), delta[0]);
  }

  static MacKeys ofProvider(DealerScope session) {
    long[] alpha = session.random(2, Group.WIDE);
    return of(alpha, session.random(1, Group.BITS));
  }

  static MacKeys ofParty(PartyScope session) {
    long[] alpha = session.random(2);
    return of(alpha, session.random(1));
  }

  @Override
  public String toString() {
    return "MacKeys[redacted]";
  }
}
