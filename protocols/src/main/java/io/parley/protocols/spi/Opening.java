package io.parley.protocols.spi;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An opening that happens at most once, however many ops ask for it. Its lane belongs to the op that made the value, so
 * that all parties agree on it, whichever op asks first.
 *
 * @param <T> what is known afterwards
 */
public abstract class Opening<T> {
  private final PartyScope lane;
  private final CompletableFuture<T> result = new CompletableFuture<>();
  private final AtomicBoolean claimed = new AtomicBoolean();
  private final ReentrantLock sending = new ReentrantLock();
  private boolean sent;

  /** @param op that makes the value */
  protected Opening(PartyScope op) {
    lane = op.lane();
  }

  /** Sends this party's part; called once, before {@link #collect}. */
  protected abstract void send(PartyScope own);

  /** Waits for the others' parts; called once. */
  protected abstract T collect(PartyScope own);

  /** Sends this party's part, unless that is done. */
  public final void start() {
    sending.lock();
    try {
      if (!sent) {
        sent = true;
        send(lane);
      }
    } finally {
      sending.unlock();
    }
  }

  /** Waits for the result, for the sake of an op. */
  public final T await(PartyScope op) {
    start();
    if (claimed.compareAndSet(false, true)) {
      try {
        result.complete(collect(lane));
      } catch (RuntimeException e) {
        result.completeExceptionally(e);
      }
    }
    T opened = op.await(result);
    op.after(lane.depth());
    return opened;
  }
}
