package io.parley.plan.trace;

import io.parley.crypto.Conv2dSpec;
import io.parley.plan.formulas.AxisWindow;
import io.parley.plan.formulas.Extremes;
import io.parley.plan.formulas.Indexing;
import io.parley.plan.formulas.Interpolation;
import io.parley.plan.formulas.Normalisations;
import io.parley.plan.formulas.Padding;
import io.parley.plan.formulas.Pools;
import io.parley.plan.formulas.Reductions;
import io.parley.plan.formulas.Scans;
import io.parley.plan.formulas.Sorting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The verbs that concern elements along axes: reductions, order, places, windows.
 *
 * @param <T> what the verbs return
 */
public abstract sealed class TracedAxes<T extends TracedAxes<T>> extends TracedFunctions<T>
    permits PublicTensor, SecretLayers {
  TracedAxes(Trace trace, int node) {
    super(trace, node);
  }

  /**
   * Elements in order, with the indices that they had.
   *
   * @param indices from 0, as numbers
   */
  public record Ranked<V>(V values, V indices) {}

  /** The mean over the given axes, which are dropped; over all if none is given. That of integers is a number. */
  public T mean(int... axes) {
    T x = asNumbers();
    return wrap(Reductions.mean(x.algebra(), x.node, axes(axes), false));
  }

  /** The maximum over the given axes, which are dropped; over all if none is given. */
  public T maxOver(int... axes) {
    return wrap(Reductions.max(algebra(), node, axes(axes), false));
  }

  /** The minimum over the given axes, which are dropped; over all if none is given. */
  public T minOver(int... axes) {
    return wrap(Reductions.min(algebra(), node, axes(axes), false));
  }

  /** The product over the given axes, which are dropped; over all if none is given. */
  public T prod(int... axes) {
    return wrap(Reductions.prod(algebra(), node, axes(axes), false));
  }

  /** The mean square of the distance to the mean over the given axes, which are dropped; over all if none is given. */
  public T variance(int... axes) {
    T x = asNumbers();
    return wrap(Reductions.variance(x.algebra(), x.node, axes(axes), 0, false));
  }

  /** The square root of the variance over the given axes, which are dropped; over all if none is given. */
  public T deviation(int... axes) {
    T x = asNumbers();
    return wrap(Reductions.deviation(x.algebra(), x.node, axes(axes), 0, false));
  }

  /** Σ|x| over the given axes, which are dropped; over all if none is given. */
  public T l1(int... axes) {
    return wrap(Reductions.l1(algebra(), node, axes(axes), false));
  }

  /** √Σx² over the given axes, which are dropped; over all if none is given. */
  public T l2(int... axes) {
    return wrap(Reductions.l2(algebra(), node, axes(axes), false));
  }

  /** ln Σe^x over the given axes, which are dropped; over all if none is given. */
  public T logSumExp(int... axes) {
    return wrap(Reductions.logSumExp(algebra(), node, axes(axes), false));
  }

  /** e^x/Σe^x along an axis. */
  public T softmax(int axis) {
    return wrap(Reductions.softmax(algebra(), node, axis(axis)));
  }

  /** ln softmax along an axis. */
  public T logSoftmax(int axis) {
    return wrap(Reductions.logSoftmax(algebra(), node, axis(axis)));
  }

  /** The sums of all elements up to each along an axis. */
  public T cumsum(int axis) {
    return wrap(Scans.cumsum(algebra(), node, axis(axis), false, false));
  }

  /** The index of the first maximum along an axis, which is dropped. */
  public T argmax(int axis) {
    return wrap(index(Extremes.argmax(algebra(), node, axis(axis), false), axis));
  }

  /** The index of the first minimum along an axis, which is dropped. */
  public T argmin(int axis) {
    return wrap(index(Extremes.argmin(algebra(), node, axis(axis), false), axis));
  }

  /** The elements along an axis in order. */
  public T sort(int axis) {
    return wrap(Sorting.sort(algebra(), node, axis(axis), false));
  }

  /** The middle element along an axis, which is dropped; of two, their mean. */
  public T median(int axis) {
    return wrap(index(Sorting.median(algebra(), node, axis(axis)), axis));
  }

  /** (x − mean)/√(variance + ε) over the given axes; over all if none is given. */
  public T standardise(double epsilon, int... axes) {
    return wrap(Normalisations.standardise(algebra(), node, axes(axes), epsilon));
  }

  /** The elements at public indices along an axis. */
  public T gather(int axis, int... indices) {
    return wrap(Indexing.gather(algebra(), node, axis(axis), indices));
  }

  /** Backwards along an axis. */
  public T flip(int axis) {
    return wrap(Indexing.flip(algebra(), node, axis(axis)));
  }

  /** Elements of the tensor before and after an axis. */
  public T pad(int axis, int before, int after, Padding.Mode mode) {
    return wrap(Padding.of(algebra(), node, widths(axis, before), widths(axis, after), mode));
  }

  /** Another length of an axis, by the nearest elements. */
  public T resizeNearest(int axis, int length) {
    return wrap(Interpolation.nearest(algebra(), node, axis(axis), length, scale(axis, length),
        Interpolation.Coordinates.HALF_PIXEL, Interpolation.Rounding.PREFER_FLOOR));
  }

  /** Another length of an axis, by lines between elements. */
  public T resizeLinear(int axis, int length, Interpolation.Coordinates coordinates) {
    return wrap(Interpolation.linear(algebra(), node, axis(axis), length, scale(axis, length), coordinates));
  }

  /** The maximum of each window of an N×C×H×W tensor; padding never wins. */
  public T maxPool(Conv2dSpec window) {
    return wrap(algebra().maxPool(node, window));
  }

  /** The mean of each window of an N×C×H×W tensor; padding is not counted. */
  public T averagePool(Conv2dSpec window) {
    return wrap(algebra().averagePool(node, window, false));
  }

  /** The maximum of each window of an N×C×L tensor; padding never wins. */
  public T maxPool1d(AxisWindow window) {
    return wrap(Pools.max1d(algebra(), node, window));
  }

  /** The mean of each window of an N×C×L tensor; padding is not counted. */
  public T averagePool1d(AxisWindow window) {
    return wrap(Pools.average1d(algebra(), node, window, false));
  }

  /** The maximum of each window of an N×C×D×H×W tensor; padding never wins. */
  public T maxPool3d(AxisWindow depth, Conv2dSpec plane) {
    return wrap(Pools.max3d(algebra(), node, depth, plane));
  }

  /** The mean of each window of an N×C×D×H×W tensor; padding is not counted. */
  public T averagePool3d(AxisWindow depth, Conv2dSpec plane) {
    return wrap(Pools.average3d(algebra(), node, depth, plane, false));
  }

  /** The k largest elements along an axis in order, equal ones in that of their indices. */
  public Ranked<T> topK(int k, int axis) {
    Sorting.Sorted<Integer> best = Sorting.topK(algebra(), node, k, axis(axis), true);
    return new Ranked<>(wrap(best.values()), wrap(best.indices()));
  }

  /** Without the axis, which has length 1. */
  private int index(int kept, int axis) {
    return algebra().sum(kept, List.of(axis(axis)), false);
  }

  private double scale(int axis, int length) {
    return (double) length / shape().dim(axis(axis));
  }

  private List<Integer> widths(int axis, int width) {
    List<Integer> widths = new ArrayList<>(Collections.nCopies(shape().rank(), 0));
    widths.set(axis(axis), width);
    return widths;
  }
}
