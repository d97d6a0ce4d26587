package io.parley.plan;

/** Who knows a tensor while a plan runs. */
public enum Visibility {
  /** Every role. */
  PUBLIC,
  /** Nobody; the parties hold shares. */
  SECRET
}
