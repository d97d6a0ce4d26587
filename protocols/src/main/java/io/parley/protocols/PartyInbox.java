package io.parley.protocols;

import io.parley.crypto.Seed;
import io.parley.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A party's inbox: it sorts messages by sender and op, and checks what can be checked before an op asks. A peer that
 * sends more than the protocol's declared cost is at fault, so memory is bounded by what the plan needs.
 */
final class PartyInbox implements Inbox {
  /** More than any op sends of messages to one peer; bounds what empty messages could pile up. */
  private static final int MESSAGES_PER_STEP = 64;

  private final Roles roles;
  private final int self;
  private final int steps;
  private final Meter meter;
  private final Estimate expected;
  private final List<Mailbox> mailboxes = new ArrayList<>();
  private final CompletableFuture<Seed> tapeSeed = new CompletableFuture<>();
  private final CompletableFuture<@Nullable Void> tapeEnd = new CompletableFuture<>();
  private final CompletableFuture<RuntimeException> failure = new CompletableFuture<>();

  PartyInbox(Plan plan, Roles roles, int self, Meter meter, Estimate expected, long tapeBytes) {
    this.roles = roles;
    this.self = self;
    this.steps = SessionKeys.steps(plan);
    this.meter = meter;
    this.expected = expected;
    for (int role = 0; role < roles.count(); role++) {
      mailboxes.add(new Mailbox(role == roles.provider() ? Math.max(1, tapeBytes / 8) : Long.MAX_VALUE));
    }
  }

  int self() {
    return self;
  }

  Mailbox from(int role) {
    return mailboxes.get(role);
  }

  CompletableFuture<Seed> tapeSeed() {
    return tapeSeed;
  }

  CompletableFuture<@Nullable Void> tapeEnd() {
    return tapeEnd;
  }

  void onFailure(Consumer<RuntimeException> listener) {
    var _ = failure.thenAccept(listener);
  }

  @Override
  public void deliver(int peer, List<Message> frame) throws InterruptedException {
    for (Message message : frame) {
      meter.received(peer, message.bytes());
      if (meter.bytesFrom(peer) > expected.bytes().get(peer).get(self)
          || meter.messagesFrom(peer) > (long) MESSAGES_PER_STEP * (steps + 1)) {
        fail(fault(peer, "sent more than the protocol allows"));
        return;
      }
      if (peer == roles.provider() && message.key() == SessionKeys.TAPE_SEED) {
        acceptSeed(message);
      } else if (peer == roles.provider() && message.key() == SessionKeys.TAPE_END) {
        tapeEnd.complete(null);
      } else if (Message.node(message.key()) < 0 || Message.node(message.key()) >= steps) {
        fail(fault(peer, "sent a message for node " + Message.node(message.key()) + ", which the plan does not have"));
        return;
      } else {
        mailboxes.get(peer).put(message);
      }
    }
  }

  private void acceptSeed(Message message) {
    if (message.bytes() != Seed.BYTES) {
      fail(fault(roles.provider(), "sent a seed of " + message.bytes() + " bytes"));
      return;
    }
    tapeSeed.complete(Seed.ofWords(message.words()));
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
      tapeSeed.completeExceptionally(cause);
      tapeEnd.completeExceptionally(cause);
    }
  }
}
