package io.parley.actors.transport;

import java.util.HashMap;
import java.util.Map;

/** The connections that have yet to say who they are: so many at most, and half of them at most from one origin. */
final class Handshakes {
  private final int most;
  private final Map<String, Integer> pending = new HashMap<>();
  private int all;

  Handshakes(int most) {
    this.most = most;
  }

  /** Whether there is room for one more. */
  synchronized boolean begin(String origin) {
    int mine = pending.getOrDefault(origin, 0);
    if (all >= most || mine >= Math.ceilDiv(most, 2)) {
      return false;
    }
    all++;
    pending.put(origin, mine + 1);
    return true;
  }

  synchronized void end(String origin) {
    all--;
    pending.computeIfPresent(origin, (_, n) -> n == 1 ? null : n - 1);
  }
}
