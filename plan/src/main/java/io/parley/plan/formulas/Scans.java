package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import java.util.List;

/** Sums of all that comes before. */
public final class Scans {
  private Scans() {}

  /**
   * The cumulative sum along an axis: local additions, by doubling distances.
   *
   * @param exclusive whether an element is left out of its own sum
   * @param reverse whether to sum from the end
   */
  public static <V> V cumsum(Algebra<V> a, V x, int axis, boolean exclusive, boolean reverse) {
    return a.apply(new Cumsum(axis, exclusive, reverse), List.of(x));
  }

  /** Moved along the axis, away from where the sum begins. */
  static <V> V shifted(Algebra<V> a, V x, int axis, int by, boolean reverse) {
    int n = a.shape(x).dim(axis);
    return reverse
        ? a.pad(a.slice(x, axis, by, n), axis, 0, by)
        : a.pad(a.slice(x, axis, 0, n - by), axis, by, 0);
  }
}
