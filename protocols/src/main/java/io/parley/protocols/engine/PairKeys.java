package io.parley.protocols.engine;

import io.parley.crypto.Commitment;
import io.parley.crypto.Prg;
import io.parley.crypto.RawAccess;
import io.parley.crypto.Seed;
import io.parley.protocols.spi.PeerFaultException;
import io.parley.protocols.spi.Roles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The keys that each two parties have in common. Both contribute a half, and show it only when the other one has committed
 * to its own: so neither chooses the key, or brings back an old one. The key is a hash of both halves, of whose they are,
 * and of what all ends of the session have agreed upon: it serves for these two in this session and for nothing else.
 *
 * <pre>
 * i → j   H(i ‖ half_i ‖ j ‖ binding)
 * i → j   half_i                            once j's commitment is there
 * key     H(i ‖ j ‖ half_i ‖ half_j ‖ binding), i < j
 * </pre>
 *
 * A half serves as its commitment's nonce: it is 256 bits that nobody else knows.
 */
final class PairKeys {
  private static final RawAccess RAW = RawAccess.grant();

  private PairKeys() {}

  /**
   * Agrees with all other parties.
   *
   * @param binding see {@link Channel#binding}
   * @return the keys by party; none with oneself
   * @throws PeerFaultException naming a party whose half is not what it committed to, in this session
   */
  static List<@Nullable Prg> agree(Roles roles, PartyInbox inbox, RoundMerger merger, Waits waits, byte[] binding)
      throws InterruptedException {
    int self = inbox.self();
    long[] context = words(binding);
    SecureRandom random = new SecureRandom();
    List<Seed> mine = IntStream.range(0, roles.parties()).mapToObj(_ -> Seed.random(random)).toList();
    List<Integer> others = IntStream.range(0, roles.parties()).filter(p -> p != self).boxed().toList();
    for (int peer : others) {
      merger.send(peer,
          new Message(SessionKeys.PAIR_COMMITMENT, 0, commitment(self, peer, mine.get(peer), context)));
    }
    merger.flush();
    long[][] commitments = new long[roles.parties()][];
    for (int peer : others) {
      commitments[peer] = waits.get(inbox.pairCommitment(peer), peer, SessionKeys.PAIR_COMMITMENT);
      merger.send(peer, new Message(SessionKeys.PAIR_SEED, 0, mine.get(peer).words(RAW)));
    }
    merger.flush();
    @Nullable
    Prg[] keys = new Prg[roles.parties()];
    for (int peer : others) {
      Seed theirs = waits.get(inbox.pairSeed(peer), peer, SessionKeys.PAIR_SEED);
      if (!Arrays.equals(commitment(peer, self, theirs, context), commitments[peer])) {
        throw new PeerFaultException(peer,
            roles.describe(peer) + " showed another half of the common key than it had committed to in this session");
      }
      keys[peer] = new Prg(self < peer
          ? key(self, peer, mine.get(peer), theirs, context)
          : key(peer, self, theirs, mine.get(peer), context));
    }
    return Arrays.asList(keys);
  }

  private static long[] commitment(int from, int to, Seed half, long[] context) {
    long[] value = new long[1 + context.length];
    value[0] = to;
    System.arraycopy(context, 0, value, 1, context.length);
    return Commitment.to(from, half, value);
  }

  /** Not one of the commitments: what is hashed is longer. */
  static Seed key(int lower, int higher, Seed lowersHalf, Seed highersHalf, long[] context) {
    return Seed.ofWords(Commitment.digest(new long[]{lower, higher}, lowersHalf.words(RAW), highersHalf.words(RAW),
        context));
  }

  /** The bytes' number, then they themselves, filled up with zeros to whole words. */
  static long[] words(byte[] binding) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * (1 + Math.ceilDiv(binding.length, 8))).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(binding.length).put(binding).rewind();
    long[] words = new long[bytes.capacity() / 8];
    bytes.asLongBuffer().get(words);
    return words;
  }
}
