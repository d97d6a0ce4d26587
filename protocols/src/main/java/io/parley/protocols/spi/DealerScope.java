package io.parley.protocols.spi;

/** What the provider has within one op: streams with each party and the client, and the tapes it writes. */
public interface DealerScope {
  Roles roles();

  /** The sum, over all parties, of the words that each draws by {@link PartyScope#random}: uniform, and unknown to any n − 1. */
  long[] random(int count, Group group);

  /** The next words of the client's private stream; see {@link ClientScope#tape}. */
  long[] client(int count);

  /**
   * Deals a value: all parties but the last draw their share from their stream, and the last gets the difference on its
   * tape, one word for a word.
   */
  void deal(long[] value, Group group);

  /** The next words that one party draws by {@link PartyScope#random}. */
  long[] drawn(int party, int count);

  /** Puts words on a party's tape as they are. */
  void give(int party, long[] words);

  /** See {@link PartyScope#lane}. */
  DealerScope lane();
}
