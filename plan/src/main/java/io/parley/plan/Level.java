package io.parley.plan;

/**
 * The two languages that plans are written in. They share the ops and differ in three typing rules, see {@link Types}.
 */
public enum Level {
  /**
   * What users and importers write: real numbers. Every FIXED value has the plan's f fraction bits, products included;
   * operands broadcast; composite ops are allowed and truncations are not.
   */
  SURFACE,
  /**
   * What roles run: ring words. {@code fractionBits} is the true scale of the words, so a product of values with a and b
   * bits has a + b − truncateBits; shapes and scales of sums are equal; only primitive ops.
   */
  LOWERED
}
