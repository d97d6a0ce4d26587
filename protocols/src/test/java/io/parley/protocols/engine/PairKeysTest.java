package io.parley.protocols.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.parley.crypto.Commitment;
import io.parley.crypto.Prg;
import io.parley.crypto.RawAccess;
import io.parley.crypto.Seed;
import io.parley.crypto.Shape;
import io.parley.plan.Plan;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.trace.Trace;
import io.parley.protocols.cost.Estimate;
import io.parley.protocols.spi.PeerFaultException;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import io.parley.protocols.spi.Roles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PairKeysTest {
  private static final Protocol PROTOCOL = Protocols.byName("replicated");
  private static final Roles ROLES = new Roles(3);
  private static final byte[] BINDING = {1, 2, 3};

  /** What party 0 does to what it says to party 1; it has heard all that party 1 has said so far. */
  private UnaryOperator<Message> cheat = m -> m;
  private final ConcurrentLinkedQueue<Message> heard = new ConcurrentLinkedQueue<>();
  private final CountDownLatch spoken = new CountDownLatch(1);
  private final Map<Integer, PartyInbox> inboxes = new ConcurrentHashMap<>();

  private static Plan plan() {
    Trace trace = Trace.create("sum");
    trace.reveal("y", trace.secret("x", Shape.of(3)).add(trace.secret("z", Shape.of(3))));
    return Lowering.lower(trace.plan());
  }

  private void deliver(int from, int to, List<Message> frame) {
    if (from == 1 && to == 0) {
      heard.addAll(frame);
      spoken.countDown();
    }
    try {
      List<Message> sent = frame;
      if (from == 0 && to == 1) {
        // Party 1 says first what it would say to anybody.
        spoken.await();
        sent = frame.stream().map(cheat).toList();
      }
      Objects.requireNonNull(inboxes.get(to)).deliver(from, sent);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a party draws from the stream in common with each other one, or why it has none. */
  private record End(List<long[]> streams, @Nullable RuntimeException failure) {}

  private List<End> agree(byte[] binding, byte[] ofParty1) {
    Estimate estimate = Estimate.of(plan(), PROTOCOL, ROLES);
    for (int party = 0; party < 3; party++) {
      inboxes.put(party,
          new PartyInbox(ROLES, party, new Meter(ROLES, estimate.nodes().size()), estimate, Long.MAX_VALUE));
    }
    List<CompletableFuture<End>> ends = new ArrayList<>();
    for (int party = 0; party < 3; party++) {
      int self = party;
      ends.add(CompletableFuture.supplyAsync(() -> end(self, self == 1 ? ofParty1 : binding),
          task -> Thread.ofVirtual().start(task)));
    }
    return ends.stream().map(CompletableFuture::join).toList();
  }

  private End end(int self, byte[] binding) {
    PartyInbox inbox = Objects.requireNonNull(inboxes.get(self));
    RoundMerger merger = new RoundMerger((to, frame) -> deliver(self, to, frame), ROLES.count());
    try {
      return new End(PairKeys.agree(ROLES, inbox, merger, new Waits(plan(), ROLES), binding).stream()
          .map(prg -> prg == null ? new long[0] : prg.stream(0).next(4)).toList(), null);
    } catch (RuntimeException e) {
      return new End(List.of(), e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void bothOfAPair_haveTheSameKey_andNoOtherPairHasIt() {
    List<List<long[]>> streams = agree(BINDING, BINDING).stream().map(End::streams).toList();

    for (int party = 0; party < 3; party++) {
      int next = (party + 1) % 3;
      assertThat(streams.get(party).get(next)).hasSize(4).isEqualTo(streams.get(next).get(party))
          .isNotEqualTo(streams.get(party).get((party + 2) % 3));
      assertThat(streams.get(party).get(party)).isEmpty();
    }
  }

  /** Else party 0 would put its own half so that the key becomes what it likes. */
  @Test
  void aParty_showsItsHalf_onlyAfterTheOtherHasCommitted() {
    List<Boolean> shownBefore = new ArrayList<>();
    cheat = m -> {
      if (m.key() == SessionKeys.PAIR_COMMITMENT) {
        // Had it not to wait for this, party 1's half would have been in its first frame.
        shownBefore.add(heard.stream().anyMatch(theirs -> theirs.key() == SessionKeys.PAIR_SEED));
      }
      return m;
    };

    agree(BINDING, BINDING);

    assertThat(shownBefore).containsExactly(false);
  }

  /** A tap that chooses: whatever it makes of what it heard, it has committed before it heard. */
  @Test
  void aHalfThatIsChosenByTheOther_isNotWhatWasCommittedTo() {
    cheat = m -> m.key() == SessionKeys.PAIR_SEED ? new Message(m.key(), 0, heard(SessionKeys.PAIR_SEED)) : m;

    assertThat(agree(BINDING, BINDING).get(1).failure())
        .isInstanceOfSatisfying(PeerFaultException.class, e -> assertThat(e.role()).isZero())
        .hasMessageContaining("party 0 showed another half");
  }

  /** What party 1 has said, or made-up words if it has not said that yet. */
  private long[] heard(long key) {
    return heard.stream().filter(m -> m.key() == key).findFirst().map(Message::words).orElse(new long[]{1, 2, 3, 4});
  }

  @Test
  void aCommitmentThatIsGivenBack_isOfNoUse() {
    cheat = m -> new Message(m.key(), 0, heard(m.key()));

    assertThat(agree(BINDING, BINDING).get(1).failure())
        .isInstanceOfSatisfying(PeerFaultException.class, e -> assertThat(e.role()).isZero());
  }

  @Test
  void endsThatHaveAgreedUponDifferentThings_getNoKey() {
    List<End> ends = agree(BINDING, new byte[]{1, 2, 4});

    assertThat(ends).extracting(End::failure).doesNotContainNull()
        .allSatisfy(e -> assertThat(e).isInstanceOf(PeerFaultException.class).hasMessageContaining("in this session"));
  }

  @Test
  void theKey_dependsOnBothHalves_onWhoseTheyAre_andOnTheBinding() {
    Seed a = Seed.ofWords(new long[]{1, 2, 3, 4});
    Seed b = Seed.ofWords(new long[]{5, 6, 7, 8});
    long[] binding = PairKeys.words(BINDING);

    assertThat(List.of(key(0, 1, a, b, binding), key(0, 1, b, a, binding), key(0, 1, a, a, binding),
        key(0, 2, a, b, binding), key(1, 2, a, b, binding), key(0, 1, a, b, PairKeys.words(new byte[]{1, 2, 4})),
        key(0, 1, a, b, PairKeys.words(new byte[]{1, 2, 3, 0})), key(0, 1, a, b, PairKeys.words(new byte[0]))))
        .doesNotHaveDuplicates().allSatisfy(key -> assertThat(key).hasSize(4));
    // Pinned: both ends of a pair may be of different builds.
    assertThat(new Prg(PairKeys.key(0, 1, a, b, binding)).stream(0).next(1)).isEqualTo(
        new Prg(Seed.ofWords(
            Commitment.digest(new long[]{0, 1}, new long[]{1, 2, 3, 4}, new long[]{5, 6, 7, 8},
                new long[]{3, 0x030201})))
            .stream(0).next(1));
  }

  private static List<Long> key(int lower, int higher, Seed lowersHalf, Seed highersHalf, long[] binding) {
    return Arrays
        .stream(PairKeys.key(lower, higher, lowersHalf, highersHalf, binding).words(RawAccess.grant())).boxed()
        .toList();
  }

  @Test
  void theBindingOfAChannel_isAskedForOnlyWhenTheSessionRuns_andReachesTheKeys() {
    List<String> asked = new ArrayList<>();
    Channel channel = new Channel() {
      @Override
      public void send(int peer, List<Message> frame) {
        throw new PeerFaultException(peer, "sent after " + asked);
      }

      @Override
      public byte[] binding() {
        asked.add("the binding");
        return BINDING;
      }
    };
    PartySession session = PartySession.create(plan(), PROTOCOL, ROLES, 0, channel, Long.MAX_VALUE);
    assertThat(asked).isEmpty();

    assertThat(catchThrowable(session::run)).hasMessage("sent after [the binding]");
  }
}
