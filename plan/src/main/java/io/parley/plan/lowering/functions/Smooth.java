package io.parley.plan.lowering.functions;

import io.parley.plan.Function;
import io.parley.plan.Words;

/** Smooth functions of numbers that are known to lie between two. */
final class Smooth {
  private Smooth() {}

  /** f(x), with x between from and to. */
  static int of(Words w, Function f, double from, double to, double tolerance, int x) {
    return w.separates()
        ? w.widened(w.at(w.separated(Fit.of(f, 0, from, to, tolerance, w.bits(x)), x), Polynomial.BITS))
        : Polynomial.fit(f::of, from, to, tolerance).on(w, x);
  }
}
