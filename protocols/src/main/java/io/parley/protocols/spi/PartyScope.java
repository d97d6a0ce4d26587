package io.parley.protocols.spi;

import io.parley.crypto.Prg;
import io.parley.crypto.RingKernels;
import java.util.ArrayList;
import java.util.List;

/**
 * What a party has within one op: its lines to the other parties, and its part of the tape that the provider deals for
 * this op. Both sides of a line, and the dealer, make matching calls in the same order.
 */
public interface PartyScope {
  int self();

  Roles roles();

  /** A number that all parties have for this scope and no other of the session. */
  long id();

  /** Queues words for a party; they are handed over. */
  void send(int party, long[] words);

  /** Waits for exactly so many words from a party. */
  long[] receive(int party, int count);

  /**
   * The next words of this party's private stream with the provider; the dealer calls {@link DealerScope#random}, which
   * gives the sum, or the exclusive or, over all parties.
   */
  long[] random(int count);

  /** This party's share of words that the dealer deals; see {@link DealerScope#deal}. */
  long[] dealt(int count);

  /** What the dealer gives this party; see {@link DealerScope#give}. */
  long[] given(int count);

  /**
   * A stream that this party and another have in common, and no other role; both draw alike. Only for a protocol with
   * {@link io.parley.protocols.spi.Protocol#hasPairKeys}.
   */
  Prg.Stream common(int party);

  /** A scope of its own for something that happens to a value made by this op, whenever that is. Numbered by order. */
  PartyScope lane();

  /** The number of sequential messages that led here. */
  int depth();

  /** What follows depends on something that so many sequential messages led to. */
  void after(int depth);

  /**
   * Waits for what another op computes; while all ops wait, what was queued leaves.
   *
   * @throws RuntimeException if the session has failed
   */
  <T> T await(java.util.concurrent.CompletableFuture<T> future);

  /** Sends the words to all other parties and collects theirs, in the order of parties: one round. */
  default List<long[]> exchange(long[] mine) {
    sendToOthers(mine);
    return receiveFromOthers(mine.length);
  }

  /** The sum of all parties' words: 1 round. */
  default long[] openRing(long[] mine) {
    long[] sum = mine.clone();
    sendToOthers(mine);
    addOthers(sum);
    return sum;
  }

  /** Adds the words of all other parties to these. */
  default void addOthers(long[] sum) {
    for (long[] theirs : receiveFromOthers(sum.length)) {
      RingKernels.get().add(sum, theirs, sum);
    }
  }

  /** The exclusive or of all parties' words: 1 round. */
  default long[] openBits(long[] mine) {
    long[] sum = mine.clone();
    for (long[] theirs : exchange(mine)) {
      RingKernels.get().xor(sum, theirs, sum);
    }
    return sum;
  }

  default void sendToOthers(long[] mine) {
    for (int p = 0; p < roles().parties(); p++) {
      if (p != self()) {
        send(p, mine);
      }
    }
  }

  default List<long[]> receiveFromOthers(int count) {
    List<long[]> theirs = new ArrayList<>();
    for (int p = 0; p < roles().parties(); p++) {
      if (p != self()) {
        theirs.add(receive(p, count));
      }
    }
    return theirs;
  }
}
