package io.parley.protocols.spi;

import java.util.function.Consumer;

/** What an estimate has within one op: where costs are declared. */
public interface CostScope {
  /** Messages that leave at the same time. */
  interface Round {
    void send(int from, int to, long words);
  }

  Roles roles();

  /** Every party sends so many words to each other party, then waits: one round. */
  default void exchange(long words) {
    round(messages -> {
      for (int from = 0; from < roles().parties(); from++) {
        for (int to = 0; to < roles().parties(); to++) {
          if (from != to) {
            messages.send(from, to, words);
          }
        }
      }
    });
  }

  /** Some parties send to some others, who wait: one round for those. */
  void round(Consumer<Round> messages);

  /** The dealer deals so many words; see {@link DealerScope#deal}. */
  void deal(long words);

  /** The dealer gives a party so many words; see {@link DealerScope#give}. */
  void give(int party, long words);

  /** See {@link PartyScope#lane}. */
  CostScope lane();

  /** What follows depends on all that another scope has waited for; see {@link PartyScope#after}. */
  void after(CostScope earlier);
}
