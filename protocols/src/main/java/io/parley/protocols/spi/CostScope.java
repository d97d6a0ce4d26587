package io.parley.protocols.spi;

/** What an estimate has within one op: where costs are declared. */
public interface CostScope {
  /** Every party sends so many words to each other party, then waits: one round. */
  void exchange(long words);

  /** The dealer deals so many words; see {@link DealerScope#deal}. */
  void deal(long words);

  /** See {@link PartyScope#lane}. */
  CostScope lane();

  /** See {@link PartyScope#depth}. */
  int depth();

  /** See {@link PartyScope#after}. */
  void after(int depth);
}
