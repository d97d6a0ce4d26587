package io.parley.plan.formulas;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.Values;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What ops mean where their expansions tell how fixed point comes near to it instead. */
final class Reals {
  private Reals() {}

  /** Of each element. */
  static Values map(List<Values> in, DoubleUnaryOperator f) {
    return Elementwise.map(in.getFirst(), f);
  }

  /** Of each two elements of operands that broadcast. */
  static Values zip(Algebra<Values> reals, Values x, Values y, DoubleBinaryOperator f) {
    Shape shape = Shape.broadcast(x.shape(), y.shape());
    double[] a = Axes.broadcast(reals, x, shape).data();
    double[] b = Axes.broadcast(reals, y, shape).data();
    return Values.of(shape, IntStream.range(0, a.length).mapToDouble(i -> f.applyAsDouble(a[i], b[i])).toArray());
  }

  static Values zip(Algebra<Values> reals, List<Values> in, DoubleBinaryOperator f) {
    return zip(reals, in.get(0), in.get(1), f);
  }

  /** Of all elements along axes, which are kept with length 1, or dropped. */
  static Values reduce(Algebra<Values> reals, Values x, List<Integer> axes, boolean keep,
      ToDoubleFunction<double[]> f) {
    Shape shape = x.shape();
    List<Integer> others = Axes.all(shape).stream().filter(i -> !axes.contains(i)).toList();
    double[] data = reals.transpose(x, Stream.concat(others.stream(), axes.stream()).toList()).data();
    Shape to = Shape.of((keep ? Axes.all(shape) : others).stream().mapToInt(i -> axes.contains(i) ? 1 : shape.dim(i))
        .toArray());
    int n = Reductions.count(reals, x, axes);
    return Values.of(to, IntStream.range(0, to.size())
        .mapToDouble(row -> f.applyAsDouble(Arrays.copyOfRange(data, row * n, (row + 1) * n))).toArray());
  }

  /** Of each row along an axis, in place of it; all rows get the same length. */
  static Values along(Algebra<Values> reals, Values x, int axis, int length, UnaryOperator<double[]> f) {
    Values rows = Axes.rows(reals, x, axis);
    int n = rows.shape().dim(1);
    double[] out = IntStream.range(0, rows.shape().dim(0))
        .mapToObj(row -> f.apply(Arrays.copyOfRange(rows.data(), row * n, (row + 1) * n)))
        .flatMapToDouble(Arrays::stream).toArray();
    return Axes.fromRows(reals, Values.of(Shape.of(rows.shape().dim(0), length), out), x.shape(), axis);
  }

  /** The first elements of each row in order, equal ones in that of their indices; or those indices. */
  static Values ordered(Algebra<Values> reals, Values x, int axis, int count, boolean descending, Sorting.Part part) {
    return along(reals, x, axis, count, row -> {
      IntStream first = Arrays.stream(order(row, descending)).limit(count).mapToInt(i -> i);
      return first.mapToDouble(i -> switch (part) {
        case VALUES -> row[i];
        case INDICES -> i;
      }).toArray();
    });
  }

  private static Integer[] order(double[] row, boolean descending) {
    // Both zeros are equal, other than for Double.compare.
    Comparator<Integer> rising = (i, j) -> row[i] < row[j] ? -1 : row[i] > row[j] ? 1 : 0;
    Integer[] indices = IntStream.range(0, row.length).boxed().toArray(Integer[]::new);
    Arrays.sort(indices, descending ? rising.reversed() : rising);
    return indices;
  }

  /** The first index of the largest element of each row, or the last. */
  static Values argmax(Algebra<Values> reals, Values x, int axis, boolean last) {
    return along(reals, x, axis, 1, row -> {
      int best = 0;
      for (int i = 1; i < row.length; i++) {
        best = row[i] > row[best] || (last && row[i] == row[best]) ? i : best;
      }
      return new double[]{best};
    });
  }

  static double mean(double... xs) {
    return Arrays.stream(xs).sum() / xs.length;
  }

  /** The sum of the squared distances to the mean. */
  static double spread(double... xs) {
    double mean = mean(xs);
    return Arrays.stream(xs).map(x -> (x - mean) * (x - mean)).sum();
  }

  /** Σx² */
  static double squares(double[] xs) {
    return Arrays.stream(xs).map(x -> x * x).sum();
  }
}
