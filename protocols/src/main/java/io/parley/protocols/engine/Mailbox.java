package io.parley.protocols.engine;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The messages that wait for their ops, by key, and the ops that wait for their messages. Optionally bounded: then
 * {@link #put} blocks once so many words are unread, until half of them are, so that who puts is not woken for each
 * message; unless somebody starves, so that the op that is next in the plan's order always gets on.
 */
final class Mailbox {
  private final Map<Long, Queue<Message>> unread = new HashMap<>();
  private final Map<Long, Queue<CompletableFuture<Message>>> waiting = new HashMap<>();
  private final long capacityWords;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long unreadWords;
  private int starving;
  private @Nullable RuntimeException failure;

  Mailbox(long capacityWords) {
    this.capacityWords = capacityWords;
  }

  void put(Message message) throws InterruptedException {
    lock.lock();
    try {
      while (unreadWords >= capacityWords && starving == 0 && failure == null) {
        changed.await();
      }
      if (failure != null) {
        return;
      }
      Queue<CompletableFuture<Message>> takers = waiting.get(message.key());
      if (takers != null) {
        CompletableFuture<Message> taker = takers.remove();
        if (takers.isEmpty()) {
          waiting.remove(message.key());
        }
        starving--;
        taker.complete(message);
        return;
      }
      unread.computeIfAbsent(message.key(), _ -> new ArrayDeque<>()).add(message);
      unreadWords += message.words().length;
    } finally {
      lock.unlock();
    }
  }

  /** The next message of a key; done already if it has come. */
  CompletableFuture<Message> take(long key) {
    lock.lock();
    try {
      if (failure != null) {
        return CompletableFuture.failedFuture(failure);
      }
      Queue<Message> queue = unread.get(key);
      if (queue != null) {
        Message message = queue.remove();
        if (queue.isEmpty()) {
          unread.remove(key);
        }
        unreadWords -= message.words().length;
        if (unreadWords <= capacityWords / 2) {
          changed.signalAll();
        }
        return CompletableFuture.completedFuture(message);
      }
      CompletableFuture<Message> future = new CompletableFuture<>();
      waiting.computeIfAbsent(key, _ -> new ArrayDeque<>()).add(future);
      starving++;
      changed.signalAll();
      return future;
    } finally {
      lock.unlock();
    }
  }

  /** All who wait, or will wait, get the failure. */
  void fail(RuntimeException cause) {
    lock.lock();
    try {
      if (failure != null) {
        return;
      }
      failure = cause;
      waiting.values().forEach(queue -> queue.forEach(f -> f.completeExceptionally(cause)));
      waiting.clear();
      unread.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
