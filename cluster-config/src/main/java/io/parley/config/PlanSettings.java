package io.parley.config;

/**
 * Plans as they travel; {@code parley.plan} in {@code reference.conf}.
 *
 * @param maxBytes of an encoded plan that this node takes
 * @param cacheBytes of encoded plans kept for the next run
 * @param acceptsLowered whether this node runs plans that it did not lower by itself
 * @param acceptsPlain whether, with keys, runs take place that hide nothing
 */
public record PlanSettings(int maxBytes, long cacheBytes, boolean acceptsLowered, boolean acceptsPlain) {
  static PlanSettings read(Keys keys) {
    return new PlanSettings((int) keys.bytes("max-size", 1 << 10, 1 << 30), keys.bytes("cache-size", 0, 1L << 40),
        keys.flag("accept-lowered"), keys.flag("accept-plain"));
  }
}
