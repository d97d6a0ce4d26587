package io.parley.protocols.spdz2k;

import io.parley.crypto.Commitment;
import io.parley.crypto.RawAccess;
import io.parley.crypto.Seed;
import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.Payloads;
import io.parley.protocols.spi.PeerFaultException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Openings in which no party's words can depend on another's: all commit, then all open. 2 rounds. */
final class Simultaneous {
  private static final RawAccess RAW = RawAccess.grant();
  private static final SecureRandom RANDOM = new SecureRandom();

  private Simultaneous() {}

  /**
   * All parties' words, by party.
   *
   * @throws PeerFaultException if a party opens other words than it committed to
   */
  public static List<long[]> open(PartyScope op, long[] mine) {
    Seed nonce = Seed.random(RANDOM);
    List<long[]> commitments = op.exchange(Commitment.to(op.self(), nonce, mine));
    List<long[]> openings = op.exchange(Payloads.concat(nonce.words(RAW), mine));
    List<long[]> all = new ArrayList<>();
    for (int party = 0; party < op.roles().parties(); party++) {
      if (party == op.self()) {
        all.add(mine);
        continue;
      }
      int peer = party < op.self() ? party : party - 1;
      long[] theirs = openings.get(peer);
      Seed theirNonce = Seed.ofWords(Arrays.copyOf(theirs, Seed.WORDS));
      long[] value = Arrays.copyOfRange(theirs, Seed.WORDS, theirs.length);
      if (!Arrays.equals(Commitment.to(party, theirNonce, value), commitments.get(peer))) {
        throw new PeerFaultException(party,
            op.roles().describe(party) + " opened something else than it had committed to");
      }
      all.add(value);
    }
    return all;
  }

  /** See {@link #open}. */
  public static void cost(CostScope op, int words) {
    op.exchange(Commitment.WORDS);
    op.exchange(Seed.WORDS + words);
  }

  /** A seed that is uniform if one party is honest, and that nobody knows before all have committed. 2 rounds. */
  public static Seed coins(PartyScope op) {
    long[] sum = new long[Seed.WORDS];
    for (long[] contribution : open(op, Seed.random(RANDOM).words(RAW))) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] ^= contribution[i];
      }
    }
    return Seed.ofWords(sum);
  }

  /** See {@link #coins}. */
  public static void coinsCost(CostScope op) {
    cost(op, Seed.WORDS);
  }
}
