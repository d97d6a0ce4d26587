package io.parley.plan.formulas;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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
    int n = a.shape(x).dim(axis);
    return n < 2 ? x : gather(a, x, axis, IntStream.range(0, n).map(i -> n - 1 - i).toArray());
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
    Shape shape = a.shape(indices);
    int[] dims = Arrays.copyOf(shape.dims(), shape.rank() + 1);
    dims[shape.rank()] = 1;
    return matches(a, a.reshape(indices, dims), shape.rank(), length);
  }

  /** 1 where the index, of length 1 along an axis, is 0, 1, … of the axis, else 0. */
  static <V> V matches(Algebra<V> a, V index, int axis, int length) {
    // The index is i where it is below i + 1/2 but not below i − 1/2.
    Shape bounds = Axes.with(a.shape(index), axis, length + 1);
    V below = a.number(a.less(index, a.constant(Axes.along(bounds, axis, i -> i - 0.5))));
    return a.sub(a.slice(below, axis, 1, length + 1), a.slice(below, axis, 0, length));
  }

  /**
   * The rows of a table of n rows at secret indices, one-hot times the table: n + 1 comparisons for each index and one
   * product. The indices' shape takes the place of the table's first axis; beyond the table there are zeros.
   */
  public static <V> V lookup(Algebra<V> a, V table, V indices) {
    Shape shape = a.shape(table);
    Shape index = a.shape(indices);
    int n = shape.dim(0);
    int width = n == 0 ? 0 : shape.size() / n;
    V hot = a.reshape(oneHot(a, indices, n), index.size(), n);
    V rows = a.matmul(hot, a.reshape(table, n, width));
    return a.reshape(rows,
        IntStream.concat(Arrays.stream(index.dims()), Arrays.stream(shape.dims()).skip(1)).toArray());
  }

  /**
   * Of each row along an axis the elements at secret indices of its own: as {@link #lookup}, with sums of products.
   *
   * @param indices of x's shape but for the length of the axis
   */
  public static <V> V take(Algebra<V> a, V x, V indices, int axis) {
    V rows = Axes.rows(a, x, axis);
    V hot = oneHot(a, Axes.rows(a, indices, axis), a.shape(x).dim(axis));
    V picked = a.matmul(hot, a.reshape(rows, a.shape(rows).dim(0), a.shape(rows).dim(1), 1));
    return Axes.fromRows(a, a.reshape(picked, a.shape(rows).dim(0), a.shape(indices).dim(axis)), a.shape(x), axis);
  }
}
