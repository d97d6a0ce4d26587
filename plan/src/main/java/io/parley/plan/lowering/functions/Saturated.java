package io.parley.plan.lowering.functions;

import io.parley.crypto.FourierSeries;
import io.parley.plan.Function;
import io.parley.plan.Words;

/**
 * A function that comes to rest on both sides, at a constant or at x: a series between, and what it rests at beyond, all
 * found at once.
 *
 * @param end the series is for |x| ≤ end
 * @param low the function's limit on the left
 * @param high that on the right; {@link Double#NaN} where it is x
 * @param series the function less its limit on the left
 */
record Saturated(double end, double low, double high, FourierSeries series) {
  /** More bits than this cost more than anybody will pay. */
  private static final int MOST_PRECISE = 16;

  static Saturated of(Function function, int f) {
    double tolerance = Math.scalb(1.0, -Math.min(f, MOST_PRECISE));
    double low = Math.rint(function.of(-64));
    double high = function.of(64) > 2 ? Double.NaN : function.of(64);
    double end = Window.SLACK;
    while (rest(function, end, low, high) > tolerance / 2) {
      end += Window.SLACK;
    }
    double reach = end + Window.SLACK;
    return new Saturated(end, low, high, Fit.of(function, low, -reach, reach, tolerance / 2, f));
  }

  /** How far from its rests the function still gets. */
  private static double rest(Function function, double end, double low, double high) {
    double most = 0;
    for (double x = end; x < end + 4; x += Window.SLACK) {
      double right = function.of(x) - (Double.isNaN(high) ? x : high);
      most = Math.max(most, Math.max(Math.abs(right), Math.abs(function.of(-x) - low)));
    }
    return most;
  }

  int on(Words w, int x) {
    Window window = new Window(w, x);
    int below = window.below(-end);
    int above = window.above(end);
    int y = w.mask(window.inside(below, above), w.atMost(w.separated(series, x), 2 * w.bits(x)));
    int beyond = Double.isNaN(high)
        ? w.mask(above, x)
        : w.times(w.number(above), high - low, high == Math.rint(high) ? 0 : w.bits(y));
    return w.plus(w.add(y, beyond), low);
  }
}
