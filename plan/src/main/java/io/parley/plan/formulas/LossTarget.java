package io.parley.plan.formulas;

/** What a classifier's answers are held against. */
public enum LossTarget {
  /** The number of a class, from 0. */
  CLASSES,
  /** A probability for each class. */
  PROBABILITIES
}
