package io.parley.actors;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a session's steps run, one after the other, each on a virtual thread; of the actor that owns it alone. */
final class SessionThread {
  private static final Logger LOG = LoggerFactory.getLogger(SessionThread.class);
  /** For what still runs to notice the end. */
  static final Duration LAST_BREATH = Duration.ofSeconds(10);

  private final Assignment part;
  private @Nullable Thread worker;
  private boolean ending;

  SessionThread(Assignment part) {
    this.part = part;
  }

  boolean isEnding() {
    return ending;
  }

  /**
   * Begins a step, unless the session ends.
   *
   * @param done what comes of it
   * @param failed also an OutOfMemoryError, which ends the session, not the node
   */
  <T> void start(Callable<T> step, Consumer<T> done, Consumer<Throwable> failed) {
    if (!ending) {
      worker = Thread.ofVirtual().name(part.toString()).start(() -> {
        try {
          done.accept(step.call());
        } catch (Throwable thrown) {
          failed.accept(thrown);
        }
      });
    }
  }

  /** Ends the work on a thread of its own and waits for what still runs, so that nothing is left behind; once. */
  void end(Runnable how, Runnable afterwards) {
    if (ending) {
      return;
    }
    ending = true;
    Thread last = worker;
    Thread.ofVirtual().name(part + " end").start(() -> {
      try {
        how.run();
        awaitEnd(last);
      } finally {
        afterwards.run();
      }
    });
  }

  private void awaitEnd(@Nullable Thread last) {
    try {
      if (last != null) {
        last.interrupt();
        if (!last.join(LAST_BREATH)) {
          LOG.error("{} does not end its work", part);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
