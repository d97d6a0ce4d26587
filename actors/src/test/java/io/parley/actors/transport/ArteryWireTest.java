package io.parley.actors.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.actors.transport.RelayMessage.Chunk;
import io.parley.actors.transport.RelayMessage.Credit;
import io.parley.actors.transport.RelayMessage.End;
import io.parley.actors.transport.RelayMessage.Finish;
import io.parley.actors.transport.RelayMessage.Sent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ArteryWireTest {
  private static final int MEGABYTE = 1 << 20;
  private final End self = new End(new UUID(1, 2), true);
  private final TestInbox<RelayMessage> peer = TestInbox.create();
  private final AtomicInteger forgotten = new AtomicInteger();
  private final ArteryWire wire = new ArteryWire(self, peer.getRef(), forgotten::incrementAndGet);

  @Test
  void write_cutsIntoNumberedChunks() throws Exception {
    wire.write(ByteBuffer.allocate(600_000));

    Chunk first = (Chunk) peer.receiveMessage();
    Chunk second = (Chunk) peer.receiveMessage();
    Chunk third = (Chunk) peer.receiveMessage();
    assertThat(first.to()).isEqualTo(self.other());
    assertThat(new long[]{first.number(), second.number(), third.number()}).containsExactly(1, 2, 3);
    assertThat(first.bytes().length + second.bytes().length + third.bytes().length).isEqualTo(600_000);
  }

  @Test
  void write_withoutCredit_blocksAtTheWindow() throws Exception {
    CompletableFuture<Void> writing = write(5 * MEGABYTE);
    assertReceivesNoMoreThan(16);
    assertThat(writing).isNotDone();

    wire.onCredit(new Credit(self, MEGABYTE));
    writing.join();
  }

  @Test
  void write_manySmallChunks_areBoundedToo() throws Exception {
    CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
      for (int i = 0; i < 1_000; i++) {
        write(1).join();
      }
    });

    assertReceivesNoMoreThan(256);
    assertThat(writing).isNotDone();
    wire.close();
  }

  @Test
  void read_returnsCreditForWhatWasRead() throws Exception {
    for (int i = 1; i <= 4; i++) {
      wire.onChunk(new Chunk(self, i, new byte[256 << 10]));
    }
    assertThat(peer.hasMessages()).isFalse();

    ByteBuffer into = ByteBuffer.allocate(MEGABYTE);
    while (into.hasRemaining()) {
      wire.read(into);
    }

    assertThat(peer.receiveMessage()).isEqualTo(new Credit(self.other(), MEGABYTE));
  }

  @Test
  void missingChunk_breaksTheWire() throws Exception {
    wire.onChunk(new Chunk(self, 1, new byte[10]));
    wire.onChunk(new Chunk(self, 3, new byte[10]));

    assertBroken("lost on the way");
  }

  @Test
  void missingLastChunk_isNoticedByTheAnnouncement() throws Exception {
    wire.onChunk(new Chunk(self, 1, new byte[10]));
    wire.onSent(new Sent(self, 1));
    assertThat(wire.read(ByteBuffer.allocate(10))).isEqualTo(10);

    wire.onSent(new Sent(self, 2));

    assertBroken("lost on the way");
  }

  @Test
  void announce_tellsWhatWasSentOnce() throws Exception {
    wire.write(ByteBuffer.allocate(1));
    peer.receiveMessage();

    wire.announce();
    wire.announce();

    assertThat(peer.getAllReceived()).containsExactly(new Sent(self.other(), 1));
  }

  @Test
  void moreThanTheWindow_breaksTheWire() throws Exception {
    for (int i = 1; i <= 17; i++) {
      wire.onChunk(new Chunk(self, i, new byte[256 << 10]));
    }

    assertBroken("more than it may");
  }

  @Test
  void creditForWhatWasNotSent_breaksTheWire() throws Exception {
    wire.onCredit(new Credit(self, 1));

    assertBroken("more than was sent");
  }

  @Test
  void finish_isTheEndAfterWhatWasSent() throws Exception {
    wire.onChunk(new Chunk(self, 1, new byte[3]));
    wire.onFinish(new Finish(self, 1, false));

    assertThat(wire.read(ByteBuffer.allocate(10))).isEqualTo(3);
    assertThat(wire.read(ByteBuffer.allocate(10))).isEqualTo(-1);
    wire.write(ByteBuffer.allocate(1));
    assertThat(peer.receiveMessage()).isInstanceOf(Chunk.class);
  }

  @Test
  void peerThatDropped_failsWriters() throws Exception {
    CompletableFuture<Void> writing = write(5 * MEGABYTE);
    assertReceivesNoMoreThan(16);

    wire.onFinish(new Finish(self, 0, true));

    assertThatThrownBy(writing::join).isInstanceOf(CompletionException.class).hasRootCauseInstanceOf(
        IOException.class);
  }

  @Test
  void close_tellsThePeerAndWakesReaders() throws Exception {
    CompletableFuture<Thread> reader = new CompletableFuture<>();
    CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> {
      reader.complete(Thread.currentThread());
      try {
        wire.read(ByteBuffer.allocate(1));
      } catch (IOException e) {
        throw new CompletionException(e);
      }
    }, task -> Thread.ofPlatform().start(task));
    Await.waits(reader.get());

    wire.close();
    wire.close();

    assertThatThrownBy(reading::join).hasRootCauseInstanceOf(IOException.class);
    assertThat(peer.getAllReceived()).containsExactly(new Finish(self.other(), 0, true));
    assertThat(forgotten).hasValue(1);
  }

  /** Waits until the peer has so many messages, and sees that no more come while the writer is blocked. */
  private void assertReceivesNoMoreThan(long count) throws InterruptedException {
    AtomicLong received = new AtomicLong();
    LongSupplier soFar = () -> received.addAndGet(peer.getAllReceived().size());
    Await.until("they have come", () -> soFar.getAsLong() >= count);
    Await.still(soFar);
    assertThat(received).hasValue(count);
  }

  private CompletableFuture<Void> write(int bytes) {
    return CompletableFuture.runAsync(() -> {
      try {
        wire.write(ByteBuffer.allocate(bytes));
      } catch (IOException e) {
        throw new CompletionException(e);
      }
    }, Thread::startVirtualThread).orTimeout(Duration.ofSeconds(20).toMillis(),
        java.util.concurrent.TimeUnit.MILLISECONDS);
  }

  private void assertBroken(String why) {
    assertThatThrownBy(() -> wire.read(ByteBuffer.allocate(10))).isInstanceOf(IOException.class)
        .hasMessageContaining(why);
    assertThatThrownBy(() -> wire.write(ByteBuffer.allocate(10))).isInstanceOf(IOException.class)
        .hasMessageContaining(why);
  }
}
