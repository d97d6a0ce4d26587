package io.parley.actors.transport;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** The connections that have yet to say who they are: so many at most, and half of them at most from one origin. */
final class Handshakes {
  private final int most;
  private final Map<String, Integer> pending = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private int all;

  Handshakes(int most) {
    this.most = most;
  }

  /** Whether there is room for one more. */
  boolean begin(String origin) {
    lock.lock();
    try {
      int mine = pending.getOrDefault(origin, 0);
      if (all >= most || mine >= Math.ceilDiv(most, 2)) {
        return false;
      }
      all++;
      pending.put(origin, mine + 1);
      return true;
    } finally {
      lock.unlock();
    }
  }

  void end(String origin) {
    lock.lock();
    try {
      all--;
      pending.computeIfPresent(origin, (_, n) -> n == 1 ? null : n - 1);
    } finally {
      lock.unlock();
    }
  }
}
