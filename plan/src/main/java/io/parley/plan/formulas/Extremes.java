package io.parley.plan.formulas;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import java.util.List;

/**
 * Where an axis has its maximum, by knockout: of each two neighbours the larger stays and takes its index along, so that
 * of equal ones the first stays, or the last. ⌈log2 n⌉ rounds of comparisons and masks.
 */
public final class Extremes {
  /**
   * The element and its index, along an axis of length 1.
   *
   * @param index from 0, as a number
   */
  public record Extreme<V>(V value, V index) {}

  private Extremes() {}

  /** The index of the maximum, along an axis that is kept with length 1. */
  public static <V> V argmax(Algebra<V> a, V x, int axis, boolean last) {
    return a.apply(new Argmax(axis, last), List.of(x));
  }

  /** The index of the minimum, along an axis that is kept with length 1. */
  public static <V> V argmin(Algebra<V> a, V x, int axis, boolean last) {
    return a.apply(new Argmin(axis, last), List.of(x));
  }

  /**
   * The maximum with its index.
   *
   * @param last whether the last of equal ones wins
   */
  public static <V> Extreme<V> max(Algebra<V> a, V x, int axis, boolean last) {
    Shape shape = a.shape(x);
    int length = shape.dim(axis);
    if (length == 0) {
      throw new BadRequestException("No elements have no maximum; axis " + axis + " of " + shape + " is empty");
    }
    // Secret as x is, though all know them.
    V zeros = a.sub(x, x);
    V values = x;
    V indices = a.add(zeros, a.constant(Axes.along(shape, axis, i -> i)));
    for (int n = length; n > 1; n = (n + 1) / 2) {
      int even = n - n % 2;
      V left = a.slice(values, axis, 0, even, 2);
      V right = a.slice(values, axis, 1, even, 2);
      V bits = last ? a.not(a.less(right, left)) : a.less(left, right);
      V leftIndex = a.slice(indices, axis, 0, even, 2);
      V index = n == length
          ? a.add(leftIndex, a.number(bits))
          : a.select(bits, a.slice(indices, axis, 1, even, 2), leftIndex);
      V value = a.select(bits, right, left);
      values = withRest(a, value, values, axis, n);
      indices = withRest(a, index, indices, axis, n);
    }
    return new Extreme<>(values, indices);
  }

  /** With the element that had no neighbour. */
  private static <V> V withRest(Algebra<V> a, V winners, V all, int axis, int n) {
    return n % 2 == 0 ? winners : a.concat(axis, List.of(winners, a.slice(all, axis, n - 1, n)));
  }
}
