package io.parley.plan;

/** What the elements of a tensor mean. */
public enum DType {
  /** Real numbers in fixed point over Z_2^64. */
  FIXED,
  /** Booleans. */
  BIT
}
