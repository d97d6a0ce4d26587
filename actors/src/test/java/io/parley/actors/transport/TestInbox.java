package io.parley.actors.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.protocols.engine.Inbox;
import io.parley.protocols.engine.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps what arrives; can be shut, so that deliveries block. */
final class TestInbox implements Inbox {
  private static final long PATIENCE_SECONDS = 20;

  final AtomicInteger delivered = new AtomicInteger();
  private final Map<Integer, BlockingQueue<List<Message>>> frames = new ConcurrentHashMap<>();
  private final CompletableFuture<RuntimeException> failure = new CompletableFuture<>();
  private boolean shut;
  private int outside;

  @Override
  public void deliver(int peer, List<Message> frame) throws InterruptedException {
    synchronized (this) {
      outside++;
      try {
        while (shut) {
          wait();
        }
      } finally {
        outside--;
      }
    }
    delivered.incrementAndGet();
    queue(peer).add(frame);
  }

  @Override
  public void fail(RuntimeException cause) {
    failure.complete(cause);
  }

  synchronized void shut(boolean on) {
    shut = on;
    notifyAll();
  }

  /** Waits until a delivery stands before the shut inbox. */
  void awaitDelivery() throws InterruptedException {
    Await.until("a frame comes", () -> {
      synchronized (this) {
        return outside > 0;
      }
    });
  }

  /** The next frame from a peer. */
  List<Message> next(int peer) throws InterruptedException {
    List<Message> frame = queue(peer).poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(frame).as("a frame from role %d; failure: %s", peer, failure.getNow(new RuntimeException("none")))
        .isNotNull();
    return frame;
  }

  RuntimeException failure() throws Exception {
    return failure.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Whether nothing failed within this time. */
  boolean staysWell(Duration duration) throws Exception {
    try {
      failure.get(duration.toMillis(), TimeUnit.MILLISECONDS);
      return false;
    } catch (TimeoutException e) {
      return true;
    }
  }

  private BlockingQueue<List<Message>> queue(int peer) {
    return frames.computeIfAbsent(peer, _ -> new LinkedBlockingQueue<>());
  }
}
