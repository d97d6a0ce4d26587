package io.parley.plan.lowering;

/** Which plans a protocol runs best. Results agree up to the errors of truncation and of functions. */
public enum Target {
  /**
   * Products lose the fraction bits that they have too many where they enter the next product or leave the plan: pooling
   * has often left fewer elements by then.
   */
  LATE_TRUNCATION,
  /** At once: for protocols whose truncation costs little, or whose comparisons cost less on fewer bits. */
  EARLY_TRUNCATION,
  /**
   * At once, and functions as sums of products of what the parties see and of what the provider knows; see
   * {@link io.parley.crypto.Separable}.
   */
  SEPARABLE;

  boolean truncatesEarly() {
    return this != LATE_TRUNCATION;
  }
}
