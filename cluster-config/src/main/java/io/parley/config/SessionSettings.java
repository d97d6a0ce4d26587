package io.parley.config;

import java.time.Duration;

/**
 * One run of a plan, at one role; {@code parley.session} in {@code reference.conf}.
 *
 * @param tapeBytes how much unread tape a party holds before the provider has to wait
 * @param connectTimeout for the lanes to stand
 * @param prepareTimeout for a role to fetch the plan, check it and accept
 * @param gatherTime for which a coordinator that has just started waits for nodes that a run misses
 * @param timeout of a whole run
 * @param maxConcurrent sessions that a role runs at once, and runs that a coordinator has going on
 * @param maxWaiting runs that a coordinator lets wait for their turn
 * @param maxPerClient of those sessions and runs that are one client's
 * @param inputTimeout for which a party hears nothing of inputs that the client owes it
 */
public record SessionSettings(
    long tapeBytes,
    Duration connectTimeout,
    Duration prepareTimeout,
    Duration gatherTime,
    Duration timeout,
    int maxConcurrent,
    int maxWaiting,
    int maxPerClient,
    Duration inputTimeout) {
  static SessionSettings read(Keys keys) {
    return new SessionSettings(keys.bytes("tape-buffer", 1 << 20, 1L << 40), keys.seconds("connect-timeout", 1, 600),
        keys.seconds("prepare-timeout", 1, 3_600), keys.seconds("gather-time", 0, 3_600),
        keys.seconds("timeout", 1, 7 * 24 * 3_600),
        keys.integer("max-concurrent", 1, 10_000), keys.integer("max-waiting", 0, 10_000),
        keys.integer("max-per-client", 1, 10_000), keys.seconds("input-timeout", 1, 3_600));
  }
}
