package io.parley.protocols.engine;

import io.parley.crypto.Commitment;
import io.parley.crypto.Seed;
import io.parley.protocols.cost.Estimate;
import io.parley.protocols.spi.PeerFaultException;
import io.parley.protocols.spi.Roles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A party's inbox: it sorts messages by sender and op, and checks what can be checked before an op asks. A peer that
 * sends more than the protocol's declared cost is at fault, so memory is bounded by what the plan needs.
 */
final class PartyInbox implements Inbox {
  /** More than any op sends of empty messages to one peer. Other messages are bounded by their bytes. */
  private static final int EMPTY_MESSAGES_PER_STEP = 64;

  private final Roles roles;
  private final int self;
  private final Meter meter;
  private final Estimate expected;
  private final AtomicLongArray empty;
  /** To this party, for one node. */
  private final long longestDealt;
  /** When something of the client's last came; 0 if nothing has. */
  private volatile long lastOfClient;
  private final List<Mailbox> mailboxes = new ArrayList<>();
  /** By role: from the provider that of the tape, from a party its half of a common key. */
  private final List<CompletableFuture<Seed>> seeds = new ArrayList<>();
  /** By role: a party's, to that half. */
  private final List<CompletableFuture<long[]>> commitments = new ArrayList<>();
  private final CompletableFuture<@Nullable Void> tapeEnd = new CompletableFuture<>();
  private final CompletableFuture<RuntimeException> failure = new CompletableFuture<>();

  PartyInbox(Roles roles, int self, Meter meter, Estimate expected, long tapeBytes) {
    this.roles = roles;
    this.self = self;
    this.meter = meter;
    this.expected = expected;
    empty = new AtomicLongArray(roles.count());
    longestDealt = roles.isParty(self)
        ? expected.nodes().stream().mapToLong(n -> n.tapeByParty().get(self)).max().orElse(0)
        : 0;
    // The last party's tape is the longest. A provider that could also be kept waiting by others might wait in circles.
    boolean isLast = self == roles.parties() - 1;
    for (int role = 0; role < roles.count(); role++) {
      mailboxes.add(new Mailbox(role == roles.provider() && isLast ? Math.max(1, tapeBytes / 8) : Long.MAX_VALUE));
      seeds.add(new CompletableFuture<>());
      commitments.add(new CompletableFuture<>());
    }
  }

  /**
   * What is still to come of a peer. A provider deals one op after the other, so that its frames are small however long the
   * tape is.
   */
  @Override
  public Room room(int peer) {
    long bytes = Math.max(0, expected.bytes().get(peer).get(self) - meter.bytesFrom(peer));
    if (peer == roles.provider()) {
      bytes = Math.min(bytes, longestDealt + Long.BYTES * RoundMerger.EARLY_WORDS);
    }
    return new Room(bytes, bytes / Long.BYTES + Math.max(1, mostEmpty() - empty.get(peer)));
  }

  private long mostEmpty() {
    return (long) EMPTY_MESSAGES_PER_STEP * (expected.nodes().size() + 1);
  }

  @Override
  public void arriving(int peer) {
    if (peer == roles.client()) {
      lastOfClient = System.nanoTime();
    }
  }

  /** How long nothing has come of the client's inputs since a time, if some are missing. */
  Optional<Duration> inputSilence(long since) {
    int client = roles.client();
    if (meter.bytesFrom(client) >= expected.bytes().get(client).get(self)) {
      return Optional.empty();
    }
    long last = lastOfClient;
    long now = System.nanoTime();
    return Optional.of(Duration.ofNanos(last == 0 ? now - since : Math.min(now - since, now - last)));
  }

  int self() {
    return self;
  }

  Mailbox from(int role) {
    return mailboxes.get(role);
  }

  CompletableFuture<Seed> tapeSeed() {
    return seeds.get(roles.provider());
  }

  CompletableFuture<Seed> pairSeed(int party) {
    return seeds.get(party);
  }

  CompletableFuture<long[]> pairCommitment(int party) {
    return commitments.get(party);
  }

  CompletableFuture<@Nullable Void> tapeEnd() {
    return tapeEnd;
  }

  void onFailure(Consumer<RuntimeException> listener) {
    var _ = failure.thenAccept(listener);
  }

  /** The whole frame is checked before anything of it is handed out. */
  @Override
  public void deliver(int peer, List<Message> frame) throws InterruptedException {
    if (admit(peer, frame)) {
      handOut(peer, frame);
    }
  }

  /** Counts and checks a frame; the session has failed if it is refused. */
  boolean admit(int peer, List<Message> frame) {
    for (Message message : frame) {
      meter.received(peer, message.bytes());
      empty.addAndGet(peer, message.words().length == 0 ? 1 : 0);
      if (!accept(peer, message)) {
        return false;
      }
    }
    if (peer == roles.client()) {
      meter.inputArrived();
    }
    return true;
  }

  void handOut(int peer, List<Message> frame) throws InterruptedException {
    for (Message message : frame) {
      if (Message.node(message.key()) >= 0) {
        mailboxes.get(peer).put(message);
      } else if (message.key() == SessionKeys.TAPE_END) {
        tapeEnd.complete(null);
      } else if (message.key() == SessionKeys.PAIR_COMMITMENT) {
        commitments.get(peer).complete(message.words());
      } else {
        seeds.get(peer).complete(Seed.ofWords(message.words()));
      }
    }
  }

  private boolean accept(int peer, Message message) {
    int steps = expected.nodes().size();
    boolean fromProvider = peer == roles.provider();
    boolean isSeed = message.key() == (fromProvider ? SessionKeys.TAPE_SEED : SessionKeys.PAIR_SEED)
        && (fromProvider || roles.isParty(peer));
    boolean isCommitment = message.key() == SessionKeys.PAIR_COMMITMENT && roles.isParty(peer);
    int node = Message.node(message.key());
    String wrong = "";
    if (meter.bytesFrom(peer) > expected.bytes().get(peer).get(self)
        || empty.get(peer) > mostEmpty()) {
      wrong = "sent more than the protocol allows";
    } else if (isSeed && message.bytes() != Seed.BYTES) {
      wrong = "sent a seed of " + message.words().length + " words";
    } else if (isCommitment && message.words().length != Commitment.WORDS) {
      wrong = "sent a commitment of " + message.words().length + " words";
    } else if (!isSeed && !isCommitment && !(fromProvider && message.key() == SessionKeys.TAPE_END)
        && (node < 0 || node >= steps)) {
      wrong = "sent a message for node " + node + ", which the plan does not have";
    }
    if (!wrong.isEmpty()) {
      fail(fault(peer, wrong));
    }
    return wrong.isEmpty();
  }

  Message checked(int role, Message message, int words) {
    if (message.words().length != words) {
      throw fault(role, "sent " + message.words().length + " words where " + words + " belong");
    }
    return message;
  }

  private PeerFaultException fault(int role, String what) {
    return new PeerFaultException(role, roles.describe(role) + " " + what);
  }

  @Override
  public void fail(RuntimeException cause) {
    if (failure.complete(cause)) {
      mailboxes.forEach(m -> m.fail(cause));
      seeds.forEach(seed -> seed.completeExceptionally(cause));
      commitments.forEach(commitment -> commitment.completeExceptionally(cause));
      tapeEnd.completeExceptionally(cause);
    }
  }
}
