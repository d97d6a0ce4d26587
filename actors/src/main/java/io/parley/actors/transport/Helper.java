package io.parley.actors.transport;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Reads the lanes of one endpoint on the thread of who waits for them, for a moment: a round trip then wakes no thread at
 * all. Where lanes' own threads are in the way, they stand aside from the next frame on, until the help ends or fails. The
 * moment is long while it pays, and short while it does not, as where the network or the peers are slow.
 */
final class Helper {
  private static final long LONGEST_NANOS = 100_000;
  private static final long SHORTEST_NANOS = 2_000;
  /** After so many failures a long moment is tried again. */
  private static final int RETRY = 8;

  private volatile long patienceNanos = LONGEST_NANOS;
  private final AtomicInteger failures = new AtomicInteger();
  private volatile boolean isWelcome;
  private volatile BooleanSupplier awaited = () -> false;

  /** Returns once done, or when the moment is over or would be wasted. */
  void help(BooleanSupplier done, List<Lane> lanes) {
    awaited = done;
    isWelcome = true;
    long start = System.nanoTime();
    boolean isUseful = true;
    boolean isReading = false;
    while (isUseful && !done.getAsBoolean()) {
      isReading = false;
      for (Lane lane : lanes) {
        switch (lane.poll()) {
          case IS_READ -> {
          }
          case EMPTY -> isReading = true;
          case IS_LONG -> isUseful = false;
        }
      }
      isUseful &= isReading && System.nanoTime() - start < patienceNanos;
      Thread.onSpinWait();
    }
    if (done.getAsBoolean()) {
      failures.set(0);
      patienceNanos = LONGEST_NANOS;
    } else if (isReading) {
      patienceNanos = failures.incrementAndGet() % RETRY == 0
          ? LONGEST_NANOS
          : Math.max(SHORTEST_NANOS, patienceNanos / 2);
      leave(lanes);
    }
  }

  /** Whether a lane's own thread had better stand aside: who helped has what it waited for, and may help again. */
  boolean isNext() {
    return isWelcome && awaited.getAsBoolean();
  }

  boolean isWelcome() {
    return isWelcome;
  }

  /** Nobody has helped for a while. */
  void giveUp() {
    isWelcome = false;
  }

  /** The lanes' own threads read on. */
  void leave(List<Lane> lanes) {
    if (isWelcome) {
      isWelcome = false;
      lanes.forEach(Lane::resume);
    }
  }
}
