package io.parley.protocols.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.protocols.spi.PeerFaultException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class MailboxTest {
  private static Message message(long key, int words) {
    return new Message(key, 1, new long[words]);
  }

  private static Thread putting(Mailbox mailbox, Message message) {
    return Thread.ofVirtual().start(() -> {
      try {
        mailbox.put(message);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
  }

  /** However long the machine takes to start it. */
  private static void awaitBlocked(Thread sender) throws InterruptedException {
    while (sender.getState() != Thread.State.WAITING) {
      Thread.sleep(1);
    }
  }

  @Test
  void messagesOfOneKey_areTakenInOrder() throws Exception {
    Mailbox mailbox = new Mailbox(100);
    Message first = message(7, 1);
    Message second = message(7, 2);
    mailbox.put(first);
    mailbox.put(second);

    assertThat(mailbox.take(7).join()).isSameAs(first);
    assertThat(mailbox.take(7).join()).isSameAs(second);
  }

  @Test
  void aFullMailbox_blocksTheSender_untilItIsRead() throws Exception {
    Mailbox mailbox = new Mailbox(10);
    mailbox.put(message(1, 10));

    Thread sender = putting(mailbox, message(2, 1));
    awaitBlocked(sender);
    assertThat(sender.isAlive()).isTrue();
    mailbox.take(1).join();

    assertThat(sender.join(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void aFullMailbox_blocksTheSender_untilHalfIsRead() throws Exception {
    Mailbox mailbox = new Mailbox(10);
    mailbox.put(message(1, 4));
    mailbox.put(message(2, 6));

    Thread sender = putting(mailbox, message(3, 1));
    awaitBlocked(sender);
    mailbox.take(1).join();
    sender.join(100);
    assertThat(sender.isAlive()).isTrue();
    mailbox.take(2).join();

    assertThat(sender.join(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void aStarvingOp_isServed_thoughTheMailboxIsFull() throws Exception {
    Mailbox mailbox = new Mailbox(10);
    mailbox.put(message(1, 10));
    CompletableFuture<Message> starving = mailbox.take(3);

    mailbox.put(message(2, 5));
    mailbox.put(message(3, 5));

    assertThat(starving.get(10, TimeUnit.SECONDS).key()).isEqualTo(3);
  }

  @Test
  void aFailure_reachesAllWhoWait_andAllWhoWillWait_andFreesTheSender() throws Exception {
    Mailbox mailbox = new Mailbox(1);
    CompletableFuture<Message> before = mailbox.take(1);
    PeerFaultException failure = new PeerFaultException(0, "party 0 was lost");

    mailbox.fail(failure);

    assertThat(before).isCompletedExceptionally();
    assertThat(mailbox.take(2)).isCompletedExceptionally();
    mailbox.put(message(1, 5));
    mailbox.put(message(1, 5));
  }
}
