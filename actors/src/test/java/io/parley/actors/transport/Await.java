package io.parley.actors.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waits for what others do, instead of for a time in which they might have done it. */
final class Await {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(5);
  /** Pauses get longer where others are in the way, so a busy machine is given more time. */
  private static final int STILL_PAUSES = 30;

  private Await() {}

  /** Waits until something is so. */
  static void until(String what, BooleanSupplier isSo) throws InterruptedException {
    long end = System.nanoTime() + TestSession.PATIENCE.toNanos();
    while (!isSo.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("waiting until %s", what).isNegative();
      Thread.sleep(PAUSE);
    }
  }

  /**
   * Waits until something has begun to move and then come to rest, as what is blocked does. On a busy machine it may only
   * seem so: assert afterwards that it went no further, never that it went far enough.
   */
  static void still(LongSupplier progress) throws InterruptedException {
    until("it moves", () -> progress.getAsLong() > 0);
    long before = progress.getAsLong();
    for (int pauses = 0; pauses < STILL_PAUSES; pauses++) {
      Thread.sleep(PAUSE);
      if (progress.getAsLong() != before) {
        before = progress.getAsLong();
        pauses = 0;
      }
    }
  }

  /**
   * The shortest of so many times, since a machine that is busy with other things only adds; of more than that while none
   * is short enough.
   */
  static Duration shortest(int rounds, Duration enough, Callable<Duration> measured) throws Exception {
    long end = System.nanoTime() + LONG.toNanos();
    Duration least = measured.call();
    for (int i = 1; i < rounds || (least.compareTo(enough) > 0 && System.nanoTime() - end < 0); i++) {
      Duration took = measured.call();
      least = took.compareTo(least) < 0 ? took : least;
    }
    return least;
  }

  /** Waits until a thread waits. */
  static void waits(Thread thread) throws InterruptedException {
    until("the thread waits", () -> switch (thread.getState()) {
      case WAITING, TIMED_WAITING -> true;
      case NEW, RUNNABLE, BLOCKED, TERMINATED -> false;
    });
  }
}
