package io.parley.protocols.spi;

import java.util.concurrent.CompletableFuture;

/**
 * An opening that happens at most once, however many ops ask for it. Its lane belongs to the op that made the value, so
 * that all parties agree on it, whichever op asks first.
 *
 * @param <T> what is known afterwards
 */
public abstract class Opening<T> {
  private final PartyScope lane;
  private final CompletableFuture<T> result = new CompletableFuture<>();
  private boolean sent;
  private boolean claimed;

  /** @param op that makes the value */
  protected Opening(PartyScope op) {
    lane = op.lane();
  }

  /** Sends this party's part; called once, before {@link #collect}. */
  protected abstract void send(PartyScope own);

  /** Waits for the others' parts; called once. */
  protected abstract T collect(PartyScope own);

  /** Sends this party's part, unless that is done. */
  public final synchronized void start() {
    if (!sent) {
      sent = true;
      send(lane);
    }
  }

  /** Waits for the result, for the sake of an op. */
  public final T await(PartyScope op) {
    start();
    if (claim()) {
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

  private synchronized boolean claim() {
    boolean first = !claimed;
    claimed = true;
    return first;
  }
}
