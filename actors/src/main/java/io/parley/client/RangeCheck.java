package io.parley.client;

/**
 * What becomes of a run whose values may leave what fixed point holds, whose functions may leave their domain, or whose
 * divisors may be 0, for inputs in the range of those that are given. That is looked for before anything runs, by interval
 * arithmetic (docs/functions.md, "Will it fit, and how exact is it?"), so not every warning comes true.
 */
public enum RangeCheck {
  /** Nobody looks. */
  OFF,
  /** It runs; {@link RunResult#warnings()} and the log name the nodes. */
  WARN,
  /** It is refused with a {@link io.parley.plan.BadRequestException}. */
  STRICT
}
