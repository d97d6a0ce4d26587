package io.parley.protocols.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Merges the rounds of concurrent ops: what ops send is queued, and leaves as one frame per peer when every live op
 * waits, or early when much has queued up.
 */
final class RoundMerger {
  /** From here on there is nothing to gain from waiting: a frame this large keeps the line busy. */
  static final long EARLY_WORDS = 32 * 1024;

  private final Channel channel;
  private final List<Line> lines = new ArrayList<>();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();

  RoundMerger(Channel channel, int roles) {
    this.channel = channel;
    for (int peer = 0; peer < roles; peer++) {
      lines.add(new Line(peer));
    }
  }

  /** An op becomes live. */
  void enter() {
    running.incrementAndGet();
  }

  /** An op ends. */
  void exit() {
    if (running.decrementAndGet() == 0) {
      flush();
    }
  }

  void send(int peer, Message message) {
    if (lines.get(peer).add(message) >= EARLY_WORDS) {
      flush();
    }
  }

  /** Waits, as a live op, for another that waits for a message. */
  <T> T await(CompletableFuture<T> future) {
    return await(future, true);
  }

  /**
   * Waits, as a live op, for a role's message.
   *
   * @param future of that message
   */
  <T> T await(CompletableFuture<T> future, Waits waits, int role, long key) {
    if (future.isDone()) {
      return await(future);
    }
    try (Waits.Wait _ = waits.message(role, key)) {
      return await(future, true);
    }
  }

  /** Likewise, for what no party sends: it would be a waste to look for that among what they do. */
  <T> T awaitTape(CompletableFuture<T> future, Waits waits, int provider, long key) {
    if (future.isDone()) {
      return await(future);
    }
    try (Waits.Wait _ = waits.message(provider, key)) {
      return await(future, false);
    }
  }

  private <T> T await(CompletableFuture<T> future, boolean isFromParties) {
    if (!future.isDone()) {
      waiting.incrementAndGet();
      exit();
      try {
        if (isFromParties) {
          receive(future);
        } else {
          channel.leave();
        }
        future.join();
      } catch (CompletionException e) {
        // Rethrown below, live again.
      } finally {
        enter();
        waiting.decrementAndGet();
      }
    }
    try {
      return future.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Whoever is last to wait receives for all. */
  private void receive(CompletableFuture<?> future) {
    if (running.get() == 0) {
      channel.help(future::isDone);
    }
    if (running.get() + waiting.get() > 1) {
      channel.leave();
    }
  }

  /** The last party, for whom alone the provider may have to wait, comes behind the others: nobody waits for them then. */
  void flush() {
    lines.forEach(Line::flush);
  }

  /** What is queued for one peer. */
  private final class Line {
    private final int peer;
    private final ReentrantLock queue = new ReentrantLock();
    /** Held while a frame leaves, so that frames leave in the order of sending. */
    private final ReentrantLock leaving = new ReentrantLock();
    private List<Message> messages = new ArrayList<>();
    private long words;

    Line(int peer) {
      this.peer = peer;
    }

    /** The words that are queued then. */
    long add(Message message) {
      queue.lock();
      try {
        messages.add(message);
        words += message.words().length;
        return words;
      } finally {
        queue.unlock();
      }
    }

    void flush() {
      leaving.lock();
      try {
        List<Message> frame = take();
        if (!frame.isEmpty()) {
          channel.send(peer, frame);
        }
      } finally {
        leaving.unlock();
      }
    }

    private List<Message> take() {
      queue.lock();
      try {
        List<Message> frame = messages;
        messages = new ArrayList<>();
        words = 0;
        return frame;
      } finally {
        queue.unlock();
      }
    }
  }
}
