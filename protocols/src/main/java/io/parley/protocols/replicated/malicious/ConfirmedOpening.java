package io.parley.protocols.replicated.malicious;

import io.parley.crypto.Commitment;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.PeerFaultException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Opens shared words to all parties, in one round. The component that a party misses comes from the one of its holders,
 * and a digest of it from the other, so that a wrong one is noticed before anything depends on it: with at most one cheat,
 * all honest parties have the same right words, or stop. That matters, since what a party says after a wrong opening
 * could tell about its secret components.
 *
 * <p>All {@link #offer}, then {@link #close}, then all {@link #take} in the same order, then {@link #confirm}.
 */
final class ConfirmedOpening {
  private final Neighbours at;
  private final PartyScope op;
  private final List<long[]> offered = new ArrayList<>();
  private final List<long[]> taken = new ArrayList<>();

  ConfirmedOpening(Neighbours at) {
    this.at = at;
    op = at.op();
  }

  /** Party i + 1 misses this party's own component, party i − 1 the next one. The words are handed over. */
  void offer(long[] own, long[] next) {
    op.send(at.following(), own);
    offered.add(Commitment.digest(next));
  }

  void close() {
    op.send(at.previous(), digest(op.self(), offered));
  }

  /** The missing component, as yet unconfirmed: nothing that depends on it may leave. */
  long[] take(int words) {
    long[] missing = op.receive(at.previous(), words);
    taken.add(Commitment.digest(missing));
    return missing;
  }

  void confirm() {
    long[] theirs = op.receive(at.following(), Commitment.WORDS);
    if (!Arrays.equals(theirs, digest(at.following(), taken))) {
      throw new PeerFaultException(-1, op.roles().describe(at.previous()) + " and "
          + op.roles().describe(at.following()) + " opened different shares of one value: one of them cheats");
    }
  }

  private static long[] digest(int sender, List<long[]> parts) {
    List<long[]> all = new ArrayList<>(parts);
    all.addFirst(new long[]{sender});
    return Commitment.digest(all.toArray(long[][]::new));
  }
}
