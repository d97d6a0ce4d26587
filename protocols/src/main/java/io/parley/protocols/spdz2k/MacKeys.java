package io.parley.protocols.spdz2k;

import io.parley.crypto.Wide;
import io.parley.protocols.spi.ClientScope;
import io.parley.protocols.spi.DealerScope;
import io.parley.protocols.spi.Group;
import io.parley.protocols.spi.PartyScope;

/**
 * The MAC keys of a session, or a party's shares of them: α for numbers, over Z_2^128, and Δ for bits, over GF(2)^64.
 * The provider draws them from its stream with the client, who checks outputs with them, and shares them among the
 * parties.
 */
record MacKeys(Wide alpha, long delta) {
  private static MacKeys of(long[] alpha, long delta) {
    return new MacKeys(new Wide(alpha[0], alpha[1]), delta);
  }

  static MacKeys ofClient(ClientScope scope) {
    long[] words = scope.sessionTape(3);
    return of(words, words[2]);
  }

  static MacKeys deal(DealerScope session) {
    long[] alpha = session.client(2);
    long[] delta = session.client(1);
    session.deal(alpha, Group.WIDE);
    session.deal(delta, Group.BITS);
    return of(alpha, delta[0]);
  }

  static MacKeys ofParty(PartyScope session) {
    long[] alpha = session.dealt(2);
    return of(alpha, session.dealt(1)[0]);
  }

  @Override
  public String toString() {
    return "MacKeys[redacted]";
  }
}
