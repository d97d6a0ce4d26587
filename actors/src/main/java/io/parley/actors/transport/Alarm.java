package io.parley.actors.transport;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Does something unless it is closed in time. */
final class Alarm implements AutoCloseable {
  private final AtomicBoolean done = new AtomicBoolean();
  private final Thread thread;

  private Alarm(Duration delay, Runnable action) {
    thread = Thread.ofVirtual().unstarted(() -> {
      try {
        Thread.sleep(delay);
        if (done.compareAndSet(false, true)) {
          action.run();
        }
      } catch (InterruptedException e) {
        // closed in time
      }
    });
  }

  static Alarm in(Duration delay, Runnable action) {
    Alarm alarm = new Alarm(delay, action);
    alarm.thread.start();
    return alarm;
  }

  @Override
  public void close() {
    if (done.compareAndSet(false, true)) {
      thread.interrupt();
    }
  }
}
