package io.parley.plan.formulas;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Elements by their indices, which all know or nobody does. */
public final class Indexing {
  /** More pieces than this cost more than a product with a matrix of zeros and ones, unless that is large. */
  private static final int MANY_PIECES = 48;
  private static final int LARGE_MATRIX = 1 << 18;

  private Indexing() {}

  /**
   * The elements at public indices along an axis: local slices side by side, or, for many, a product with a public matrix
   * of zeros and ones, which is local and exact too.
   *
   * @throws BadRequestException if the axis has no such index
   */
  public static <V> V gather(Algebra<V> a, V x, int axis, int... indices) {
    return a.apply(new Gather(axis, Arrays.stream(indices).boxed().toList()), List.of(x));
  }

  static <V> V gathered(Algebra<V> a, V x, int axis, int... indices) {
    int n = a.shape(x).dim(axis);
    for (int i : indices) {
      if (i < 0 || i >= n) {
        throw new BadRequestException("Index " + i + " does not fit axis " + axis + " of shape " + a.shape(x)
            + "; indices go from 0 to " + (n - 1));
      }
    }
    List<Run> runs = Run.of(indices);
    if (runs.size() > MANY_PIECES && (long) n * indices.length <= LARGE_MATRIX) {
      double[] ones = new double[n * indices.length];
      for (int i = 0; i < indices.length; i++) {
        ones[indices[i] * indices.length + i] = 1;
      }
      V rows = Axes.rows(a, x, axis);
      V picked = a.matmul(rows, a.constant(Values.of(Shape.of(n, indices.length), ones)));
      return Axes.fromRows(a, picked, a.shape(x), axis);
    }
    if (runs.isEmpty()) {
      return a.slice(x, axis, 0, 0);
    }
    List<V> pieces = new ArrayList<>();
    for (Run run : runs) {
      V piece = a.slice(x, axis, run.start, run.end(), run.step);
      pieces.add(run.copies == 1 ? piece : a.broadcast(piece, Axes.with(a.shape(x), axis, run.copies)));
    }
    return pieces.size() == 1 ? pieces.getFirst() : a.concat(axis, pieces);
  }

  /** Backwards along an axis. */
  public static <V> V flip(Algebra<V> a, V x, int axis) {
    return a.apply(new Flip(axis), List.of(x));
  }

  /** Indices that follow each other by the same step, or one index several times. */
  private record Run(int start, int step, int count, int copies) {
    int end() {
      return start + step * (count - 1) + 1;
    }

    static List<Run> of(int... indices) {
      List<Run> runs = new ArrayList<>();
      for (int i = 0; i < indices.length;) {
        int same = i + 1;
        while (same < indices.length && indices[same] == indices[i]) {
          same++;
        }
        int step = i + 1 < indices.length ? indices[i + 1] - indices[i] : 1;
        int next = i + 1;
        while (step > 0 && next < indices.length && indices[next] - indices[next - 1] == step) {
          next++;
        }
        boolean repeats = same - i > 1;
        runs.add(repeats ? new Run(indices[i], 1, 1, same - i) : new Run(indices[i], Math.max(1, step), next - i, 1));
        i = repeats ? same : next;
      }
      return runs;
    }
  }

  /**
   * 1 at each secret index, else 0, along a new last axis of the given length; for an index beyond the axis only zeros:
   * length + 1 comparisons for each index, at a time. An index counts as the nearest whole number.
   */
  public static <V> V oneHot(Algebra<V> a, V indices, int length) {
    return a.apply(new OneHot(length), List.of(indices));
  }

  /** 1 where the index, of length 1 along an axis, is 0, 1, … of the axis, else 0. */
  static <V> V matches(Algebra<V> a, V index, int axis, int length) {
    // The index is i where it is below i + 1/2 but not below i − 1/2; an integer, where it is below i + 1 but not below i.
    Shape bounds = Axes.with(a.shape(index), axis, length + 1);
    double half = a.fractionBits() == 0 ? 0 : 0.5;
    V below = a.number(a.less(index, a.constant(Axes.along(bounds, axis, i -> i - half))));
    return a.sub(a.slice(below, axis, 1, length + 1), a.slice(below, axis, 0, length));
  }

  /**
   * The rows of a table of n rows at secret indices, one-hot times the table: n + 1 comparisons for each index and one
   * product. The indices' shape takes the place of the table's first axis; beyond the table there are zeros.
   */
  public static <V> V lookup(Algebra<V> a, V table, V indices) {
    return a.apply(new Lookup(), List.of(table, indices));
  }

  /**
   * Of each row along an axis the elements at secret indices of its own: as {@link #lookup}, with sums of products.
   *
   * @param indices of x's shape but for the length of the axis
   */
  public static <V> V take(Algebra<V> a, V x, V indices, int axis) {
    return a.apply(new Take(axis), List.of(x, indices));
  }
}
