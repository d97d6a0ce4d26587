package io.parley.plan.lowering.functions;

import io.parley.plan.Function;
import io.parley.plan.Words;

/**
 * What {@link io.parley.plan.Op.Apply} becomes: additions, products, comparisons and masks, for all protocols alike, and
 * separable functions for those that have them.
 * Errors hold on the domains that docs/functions.md names; beyond them results stay at what the function is at the
 * domain's end.
 */
public final class Functions {
  private Functions() {}

  /**
   * f(x).
   *
   * @param x with f fraction bits
   * @return with fraction bits as they come
   */
  public static int apply(Words w, Function function, int x) {
    int f = w.bits(x);
    int result = switch (function) {
      case EXP, EXP_NEGATIVE -> {
        boolean negative = function == Function.EXP_NEGATIVE;
        yield w.separates() ? SplitExp.of(f, negative).on(w, x) : Exponential.of(f, negative).on(w, x);
      }
      case LOG -> Logarithm.log(w, x);
      case RECIPROCAL -> Division.reciprocal(w, x);
      case RECIPROCAL_ABOVE_ONE -> Logarithm.reciprocalAboveOne(w, x);
      case SQRT -> Logarithm.sqrt(w, x);
      case RSQRT -> Division.inverseRoot(w, x);
      case SIGMOID, TANH, ERF, SOFTPLUS, GELU, GELU_TANH, SILU ->
        w.separates() ? Saturated.of(function, f).on(w, x) : Folded.of(function, f).on(w, x);
      case SIN -> Periodic.sin(w, x);
      case COS -> Periodic.cos(w, x);
      case FLOOR -> Periodic.floor(w, x);
    };
    // So that whoever truncates to f drops no more than f bits.
    return w.widened(w.atMost(result, 2 * f));
  }
}
