package io.parley.actors;

import io.parley.client.Parley;
import java.time.Duration;
import java.util.Map;

/** {@link Parley#local} with sessions and settings of a test's own. */
final class LocalParley {
  private static final Duration START = Duration.ofSeconds(60);

  private LocalParley() {}

  static Parley of(int parties, Sessions sessions) throws InterruptedException {
    return of(parties, sessions, Map.of());
  }

  static Parley of(int parties, Sessions sessions, Map<String, ?> more) throws InterruptedException {
    Parley parley = Parley.over(ClusterConnector.local(parties, sessions, more));
    parley.awaitMembers(parties, true, START);
    return parley;
  }
}
