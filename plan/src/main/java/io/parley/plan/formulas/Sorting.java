package io.parley.plan.formulas;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Sorts along an axis by Batcher's merge exchange, a network that compares the same pairs whatever the elements are: for n
 * elements t(t + 1)/2 layers of a comparison and a mask, t = ⌈log2 n⌉, with fewer than n·t²/4 comparisons [Knuth, The Art
 * of Computer Programming 3, 5.2.2, algorithm M].
 */
public final class Sorting {
  /**
   * Elements in order, with the indices that they had.
   *
   * @param indices from 0, as numbers
   */
  public record Sorted<V>(V values, V indices) {
    V part(Part part) {
      return switch (part) {
        case VALUES -> values;
        case INDICES -> indices;
      };
    }
  }

  /** Which of both an op gives. */
  public enum Part {
    VALUES, INDICES
  }

  /** Rows, and perhaps the indices that elements started at. */
  record Rows<V>(V values, Optional<V> indices) {}

  private Sorting() {}

  /** The elements in order. Differences have to stay below 2^(62 − 2f): 2^30 for f = 16. */
  public static <V> V sort(Algebra<V> a, V x, int axis, boolean descending) {
    return a.apply(new Sort(axis, descending), List.of(x));
  }

  /**
   * The elements in order, equal ones in that of their indices. Differences have to stay below 2^(62 − 2f)/2n, since n
   * indices fit between two numbers.
   */
  public static <V> Sorted<V> sortWithIndices(Algebra<V> a, V x, int axis, boolean descending) {
    return both(part -> a.apply(new StableSort(axis, descending, part), List.of(x)));
  }

  static <V> Sorted<V> stable(Algebra<V> a, V x, int axis, boolean descending) {
    V rows = Axes.rows(a, descending ? a.negate(x) : x, axis);
    V indices = a.add(a.sub(rows, rows), a.constant(Axes.along(a.shape(rows), 1, i -> i)));
    Rows<V> sorted = network(a, new Rows<>(rows, Optional.of(indices)));
    Shape shape = a.shape(x);
    return new Sorted<>(
        Axes.fromRows(a, descending ? a.negate(sorted.values) : sorted.values, shape, axis),
        Axes.fromRows(a, sorted.indices.orElseThrow(), shape, axis));
  }

  /**
   * The k largest or smallest elements in order, with their indices; for k = 1 by knockout.
   *
   * @throws BadRequestException if the axis has fewer
   */
  public static <V> Sorted<V> topK(Algebra<V> a, V x, int k, int axis, boolean largest) {
    return both(part -> a.apply(new TopK(k, axis, largest, part), List.of(x)));
  }

  private static <V> Sorted<V> both(Function<Part, V> op) {
    return new Sorted<>(op.apply(Part.VALUES), op.apply(Part.INDICES));
  }

  static <V> Sorted<V> top(Algebra<V> a, V x, int k, int axis, boolean largest) {
    int n = a.shape(x).dim(axis);
    if (k < 0 || k > n) {
      throw new BadRequestException("Cannot take " + k + " of the " + n + " elements along axis " + axis
          + "; choose 0 to " + n);
    }
    if (k == 1) {
      Extremes.Extreme<V> best = Extremes.max(a, largest ? x : a.negate(x), axis, false);
      return new Sorted<>(largest ? best.value() : a.negate(best.value()), best.index());
    }
    Sorted<V> all = stable(a, x, axis, largest);
    return new Sorted<>(a.slice(all.values, axis, 0, k), a.slice(all.indices, axis, 0, k));
  }

  /** The element in the middle, along an axis that is kept with length 1; of two, their mean. */
  public static <V> V median(Algebra<V> a, V x, int axis) {
    return a.apply(new Median(axis), List.of(x));
  }

  static <V> Rows<V> network(Algebra<V> a, Rows<V> rows) {
    int n = a.shape(rows.values).dim(1);
    Rows<V> x = rows;
    int top = Integer.highestOneBit(Math.max(1, n - 1));
    for (int p = n < 2 ? 0 : top; p > 0; p /= 2) {
      int q = top;
      int r = 0;
      int distance = p;
      while (true) {
        x = exchange(a, x, Pairs.of(n, p, r, distance));
        if (q == p) {
          break;
        }
        distance = q - p;
        q /= 2;
        r = p;
      }
    }
    return x;
  }

  /** What the pairs differ by moves from one to the other where the first is larger. */
  private static <V> Rows<V> exchange(Algebra<V> a, Rows<V> x, Pairs pairs) {
    if (pairs.count() == 0) {
      return x;
    }
    V gap = pairs.gap(a, x.values);
    V key = gap;
    if (x.indices.isPresent()) {
      // Equal numbers differ by their indices, in units of the last place between two numbers.
      int n = a.shape(x.values).dim(1);
      V tie = a.mul(pairs.gap(a, x.indices.get()), Math.scalb(1.0, -a.fractionBits()));
      key = a.add(a.mul(gap, 2.0 * Integer.highestOneBit(n)), tie);
    }
    V bits = a.isNegative(key);
    return new Rows<>(pairs.move(a, x.values, a.mask(bits, gap)),
        x.indices.map(i -> pairs.move(a, i, a.mask(bits, pairs.gap(a, i)))));
  }
}
