package io.parley.protocols;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Merges the rounds of concurrent ops: what ops send is queued, and leaves as one frame per peer when every live op
 * waits, or early when much has queued up.
 */
final class RoundMerger {
  /** From here on there is nothing to gain from waiting: a frame this large keeps the line busy. */
  private static final long EARLY_WORDS = 32 * 1024;

  private final Channel channel;
  private final List<List<Message>> queued = new ArrayList<>();
  private final long[] queuedWords;
  private final AtomicInteger running = new AtomicInteger();

  RoundMerger(Channel channel, int roles) {
    this.channel = channel;
    for (int i = 0; i < roles; i++) {
      queued.add(new ArrayList<>());
    }
    queuedWords = new long[roles];
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
    boolean early;
    synchronized (queued) {
      queued.get(peer).add(message);
      queuedWords[peer] += message.words().length;
      early = queuedWords[peer] >= EARLY_WORDS;
    }
    if (early) {
      flush(peer);
    }
  }

  /** Waits, as a live op. */
  <T> T await(CompletableFuture<T> future) {
    if (!future.isDone()) {
      exit();
      try {
        future.join();
      } catch (CompletionException e) {
        // Rethrown below, live again.
      } finally {
        enter();
      }
    }
    try {
      return future.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  void flush() {
    for (int peer = 0; peer < queuedWords.length; peer++) {
      flush(peer);
    }
  }

  private void flush(int peer) {
    // One at a time for each peer, so that frames leave in the order of sending.
    synchronized (queued.get(peer)) {
      List<Message> frame;
      synchronized (queued) {
        if (queued.get(peer).isEmpty()) {
          return;
        }
        frame = List.copyOf(queued.get(peer));
        queued.get(peer).clear();
        queuedWords[peer] = 0;
      }
      channel.send(peer, frame);
    }
  }
}
