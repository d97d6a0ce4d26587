package io.parley.plan;

/**
 * Who learns a model's weights. Its structure everyone learns who sees the plan: ops, shapes and attributes; single
 * numbers in nodes, constants of 64-bit integers or booleans, such as axes and masks; and whatever an op has to know to be
 * a plan at all, such as bounds, exponents, indices and the divisors of remainders.
 */
public enum WeightVisibility {
  /** Nobody: they are secret inputs that the model's owner brings. */
  SECRET,
  /** Everyone who sees the plan: they are constants of it. */
  PUBLIC
}
