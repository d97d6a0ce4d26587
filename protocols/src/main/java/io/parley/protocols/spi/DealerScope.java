package io.parley.protocols.spi;

/** What the provider has within one op: streams with each party, and the tapes it writes. */
public interface DealerScope {
  /** The sum, over all parties, of the words that each draws by {@link PartyScope#random}: uniform, and unknown to any n − 1. */
  long[] random(int count, Group group);

  /**
   * Deals a value: all parties but the last draw their share from their stream, and the last gets the difference on its
   * tape, one word for a word.
   */
  void deal(long[] value, Group group);

  /** See {@link PartyScope#lane}. */
  DealerScope lane();
}
