package io.parley.actors.transport;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/** Warns about what strangers can cause, at most once in a while, so that they cannot fill the disk with it. */
final class QuietLog {
  private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

  private final Logger log;
  private final AtomicLong next = new AtomicLong(System.nanoTime());
  private final AtomicInteger suppressed = new AtomicInteger();

  QuietLog(Logger log) {
    this.log = log;
  }

  void warn(String message, Object... arguments) {
    long now = System.nanoTime();
    long due = next.get();
    if (now - due < 0 || !next.compareAndSet(due, now + PAUSE_NANOS)) {
      suppressed.incrementAndGet();
      return;
    }
    int more = suppressed.getAndSet(0);
    log.warn(more == 0 ? message : message + " (and " + more + " more like it)", arguments);
  }
}
