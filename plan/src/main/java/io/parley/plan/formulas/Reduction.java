package io.parley.plan.formulas;

/** What becomes of the losses of all elements or rows. */
public enum Reduction {
  /** Their mean, one number. */
  MEAN,
  /** Their sum, one number. */
  SUM,
  /** They stay. */
  NONE
}
