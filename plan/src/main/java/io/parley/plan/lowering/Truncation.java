package io.parley.plan.lowering;

/** Where products lose the fraction bits that they have too many. Results agree up to the error of truncation. */
public enum Truncation {
  /** Where they enter the next product or leave the plan: pooling has often left fewer elements by then. */
  LATE,
  /** At once: for protocols whose truncation costs little, or whose comparisons cost less on fewer bits. */
  EARLY,
  /**
   * At once, and functions as sums of products of what the parties see and of what the provider knows; see
   * {@link io.parley.crypto.Separable}.
   */
  SEPARABLE;

  public boolean isEarly() {
    return this != LATE;
  }
}
