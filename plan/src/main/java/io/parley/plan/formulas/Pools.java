package io.parley.plan.formulas;

import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import java.util.List;
import java.util.stream.IntStream;

/** Windows along one or three axes, by those along two; maxima cost their comparisons, means a product with a constant. */
public final class Pools {
  interface Pool<V> {
    V of(V x, Conv2dSpec window);
  }

  private Pools() {}

  /** The maximum of each window of N×C×L; padding never wins. */
  public static <V> V max1d(Algebra<V> a, V x, AxisWindow window) {
    return a.apply(new MaxPool1d(window), List.of(x));
  }

  /** The mean of each window of N×C×L. */
  public static <V> V average1d(Algebra<V> a, V x, AxisWindow window, boolean countPadding) {
    return a.apply(new AveragePool1d(window, countPadding), List.of(x));
  }

  /** The maximum of each window of N×C×D×H×W; padding never wins. */
  public static <V> V max3d(Algebra<V> a, V x, AxisWindow depth, Conv2dSpec plane) {
    return a.apply(new MaxPool3d(depth, plane), List.of(x));
  }

  /** The mean of each window of N×C×D×H×W: of layers, then of their means. */
  public static <V> V average3d(Algebra<V> a, V x, AxisWindow depth, Conv2dSpec plane, boolean countPadding) {
    return a.apply(new AveragePool3d(depth, plane, countPadding), List.of(x));
  }

  /** The maximum of each channel of N×C×…, whose further axes are kept with length 1. */
  public static <V> V globalMax(Algebra<V> a, V x) {
    return Reductions.max(a, x, inner(a.shape(x)), true);
  }

  /** The mean of each channel of N×C×…, whose further axes are kept with length 1. */
  public static <V> V globalAverage(Algebra<V> a, V x) {
    return Reductions.mean(a, x, inner(a.shape(x)), true);
  }

  private static List<Integer> inner(Shape shape) {
    return IntStream.range(2, shape.rank()).boxed().toList();
  }

  static <V> V row(Algebra<V> a, V x, AxisWindow window, Pool<V> pool) {
    Shape s = a.shape(x);
    Convolutions.requireRank(s, 3, "a pool along one axis");
    V pooled = pool.of(a.reshape(x, s.dim(0), s.dim(1), 1, s.dim(2)), window.asRow(1));
    return a.reshape(pooled, s.dim(0), s.dim(1), a.shape(pooled).dim(3));
  }

  static <V> V box(Algebra<V> a, V x, AxisWindow depth, Conv2dSpec plane, Pool<V> pool) {
    Shape s = a.shape(x);
    Convolutions.requireRank(s, 5, "a pool along three axes");
    V layers = pool.of(a.reshape(x, s.dim(0), s.dim(1) * s.dim(2), s.dim(3), s.dim(4)), plane);
    int height = a.shape(layers).dim(2);
    int width = a.shape(layers).dim(3);
    V pooled = pool.of(a.reshape(layers, s.dim(0), s.dim(1), s.dim(2), height * width), depth.asColumn());
    return a.reshape(pooled, s.dim(0), s.dim(1), a.shape(pooled).dim(2), height, width);
  }
}
