package io.parley.protocols.replicated.malicious;

import io.parley.crypto.Commitment;
import io.parley.crypto.Seed;
import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.Opening;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.PeerFaultException;
import java.util.Arrays;

/**
 * Whether both holders of a component of an input have the same one, which a client that cheats may have seen to that they
 * do not. Digests leave as soon as the input is there; nobody waits for them before a check is due, and no check says
 * anything before all of them agree: after a check of values that are not the same for all, its outcome could tell
 * something of other values. Until then all that is sent is masked, whatever the components are. Both holders have the
 * nonce, and nobody else.
 */
final class InputComparison extends Opening<Boolean> {
  private final long[] own;
  private final long[] next;
  private long[] fromPrevious = new long[0];
  private long[] fromFollowing = new long[0];

  /** @param op that takes the input */
  InputComparison(PartyScope op, Planes components) {
    super(op);
    own = Commitment.digest(components.own());
    next = Commitment.digest(components.next());
  }

  /** 1 round, that of the first check that waits for it. */
  static void cost(CostScope lane) {
    lane.exchange(Commitment.WORDS);
  }

  @Override
  protected void send(PartyScope lane) {
    Neighbours at = new Neighbours(lane);
    long[] ownNonce = at.ownStream().next(Seed.WORDS);
    long[] nextNonce = at.nextStream().next(Seed.WORDS);
    lane.send(at.previous(), digest(lane.self(), ownNonce, own));
    lane.send(at.following(), digest(lane.self(), nextNonce, next));
    fromPrevious = digest(at.previous(), ownNonce, own);
    fromFollowing = digest(at.following(), nextNonce, next);
  }

  /** @throws PeerFaultException if another holder has something else */
  @Override
  protected Boolean collect(PartyScope lane) {
    Neighbours at = new Neighbours(lane);
    compare(lane, at.previous(), fromPrevious);
    compare(lane, at.following(), fromFollowing);
    return true;
  }

  private static void compare(PartyScope lane, int peer, long[] expected) {
    if (!Arrays.equals(lane.receive(peer, Commitment.WORDS), expected)) {
      throw new PeerFaultException(-1, lane.roles().describe(lane.self()) + " and " + lane.roles().describe(peer)
          + " hold different shares of one input: one of them or the client cheats");
    }
  }

  private static long[] digest(int sender, long[] nonce, long[] component) {
    return Commitment.digest(new long[]{sender}, nonce, component);
  }

  @Override
  public String toString() {
    return "InputComparison";
  }
}
