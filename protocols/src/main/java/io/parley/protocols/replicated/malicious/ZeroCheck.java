package io.parley.protocols.replicated.malicious;

import io.parley.crypto.Commitment;
import io.parley.crypto.RawAccess;
import io.parley.crypto.Seed;
import io.parley.crypto.WideTensor;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.PeerFaultException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether shared values are all zero. Party i tells the others a digest of −(v_i + v_{i+1}), which should be v_{i+2}; they
 * hold v_{i+2} and compare. Of values that are zero, this says nothing new; of an error that a cheat put in, only to the
 * cheat, who knows it. 1 round, 4 words to each.
 */
final class ZeroCheck {
  private static final RawAccess RAW = RawAccess.grant();

  private final Neighbours at;
  private final PartyScope op;
  private final List<long[]> own = new ArrayList<>();
  private final List<long[]> next = new ArrayList<>();
  private final List<long[]> third = new ArrayList<>();

  /** @param fresh what no earlier check began with */
  ZeroCheck(Neighbours at, Seed fresh) {
    this.at = at;
    op = at.op();
    for (List<long[]> component : List.of(own, next, third)) {
      component.add(fresh.words(RAW));
    }
    own.add(new long[]{op.self()});
    next.add(new long[]{at.following()});
    third.add(new long[]{at.previous()});
  }

  void add(PartyNumber v) {
    own.add(digest(v.own()));
    next.add(digest(v.next()));
    third.add(digest(v.own().add(v.next()).negate()));
  }

  private static long[] digest(WideTensor v) {
    return Commitment.digest(v.low().words(RAW), v.high().words(RAW));
  }

  void add(Planes v) {
    own.add(Commitment.digest(v.own()));
    next.add(Commitment.digest(v.next()));
    third.add(Commitment.digest(Planes.xor(v.own(), v.next())));
  }

  void run() {
    op.sendToOthers(digest(third));
    long[] theirNext = op.receive(at.previous(), Commitment.WORDS);
    long[] theirOwn = op.receive(at.following(), Commitment.WORDS);
    if (!Arrays.equals(theirNext, digest(next)) || !Arrays.equals(theirOwn, digest(own))) {
      throw new PeerFaultException(-1,
          "The check of products failed: a party computed one of them wrong. Nothing is revealed");
    }
  }

  private static long[] digest(List<long[]> parts) {
    return Commitment.digest(parts.toArray(long[][]::new));
  }
}
