package io.parley.plan;

/** How the sign of a secret number is found, where a protocol has more than one way. */
public enum Comparison {
  /** As the protocol does unless told otherwise. */
  USUAL,
  /** By function secret sharing: fewer rounds for more tape and more work. */
  FSS
}
