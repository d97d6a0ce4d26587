package io.parley.plan.formulas;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.Function;
import io.parley.plan.Values;
import java.util.Arrays;
import java.util.List;

/** Numbers brought to mean 0 and variance 1, or to length 1. */
public final class Normalisations {
  private Normalisations() {}

  /** (x − mean)/√(variance + ε) over the axes. */
  public static <V> V standardise(Algebra<V> a, V x, List<Integer> axes, double epsilon) {
    return a.apply(new Standardise(Axes.ordered(axes), epsilon), List.of(x));
  }

  /** x/√(mean of x² + ε) over the axes. */
  static <V> V overRootMeanSquare(Algebra<V> a, V x, List<Integer> axes, double epsilon) {
    return a.apply(new OverRootMeanSquare(Axes.ordered(axes), epsilon), List.of(x));
  }

  /** x/√y. */
  static <V> V overRoot(Algebra<V> a, V x, V y) {
    return a.apply(new OverRoot(), List.of(x, y));
  }

  /** Standardised over the axis and all behind it, times scale, plus bias, which have the shape of those axes. */
  public static <V> V layer(Algebra<V> a, V x, int axis, V scale, V bias, double epsilon) {
    return a.apply(new LayerNorm(axis, epsilon), List.of(x, scale, bias));
  }

  /** x/√(mean of x² + ε) over the axis and all behind it, times scale. */
  public static <V> V rms(Algebra<V> a, V x, int axis, V scale, double epsilon) {
    return a.apply(new RmsNorm(axis, epsilon), List.of(x, scale));
  }

  /** Each channel of each of N×C×… standardised by itself, times scale, plus bias: C numbers each. */
  public static <V> V instance(Algebra<V> a, V x, V scale, V bias, double epsilon) {
    return a.apply(new InstanceNorm(epsilon), List.of(x, scale, bias));
  }

  /**
   * Each group of channels of each of N×C×… standardised by itself, times scale, plus bias: C numbers each.
   *
   * @throws BadRequestException if the groups do not divide the channels
   */
  public static <V> V group(Algebra<V> a, V x, int groups, V scale, V bias, double epsilon) {
    return a.apply(new GroupNorm(groups, epsilon), List.of(x, scale, bias));
  }

  /** (x − mean)/√(variance + ε)·scale + bias per channel of N×C×…, by secret statistics: C numbers each. */
  public static <V> V batch(Algebra<V> a, V x, V scale, V bias, V mean, V variance, double epsilon) {
    return a.apply(new BatchNorm(epsilon), List.of(x, scale, bias, mean, variance));
  }

  /** As {@link BatchNorm} by public statistics: one product. */
  public static <V> V batch(Algebra<V> a, V x, Values scale, Values bias, Values mean, Values variance,
      double epsilon) {
    double[] slope = new double[scale.data().length];
    double[] shift = new double[slope.length];
    for (int i = 0; i < slope.length; i++) {
      slope[i] = scale.data()[i] / Math.sqrt(variance.data()[i] + epsilon);
      shift[i] = bias.data()[i] - mean.data()[i] * slope[i];
    }
    Shape channels = Shape.of(slope.length);
    return perChannel(a, x, a.constant(Values.of(channels, slope)), a.constant(Values.of(channels, shift)));
  }

  static <V> V perChannel(Algebra<V> a, V x, V slope, V shift) {
    Shape along = Shape.of(channelDims(a.shape(x)));
    return a.add(a.mul(x, a.reshape(slope, along)), a.reshape(shift, along));
  }

  private static int[] channelDims(Shape shape) {
    int[] dims = new int[shape.rank() - 1];
    Arrays.fill(dims, 1);
    dims[0] = shape.dim(1);
    return dims;
  }

  /** x/√max(Σx², ε) along an axis. */
  public static <V> V unit(Algebra<V> a, V x, int axis, double epsilon) {
    return a.apply(new UnitNorm(axis, epsilon), List.of(x));
  }

  /**
   * x/(bias + α/size·Σx²)^β, with the sum over the size channels around each of N×C×…: an exponential of a logarithm,
   * unless 2β is whole.
   */
  public static <V> V localResponse(Algebra<V> a, V x, int size, double alpha, double beta, double bias) {
    return a.apply(new LocalResponseNorm(size, alpha, beta, bias), List.of(x));
  }
}
