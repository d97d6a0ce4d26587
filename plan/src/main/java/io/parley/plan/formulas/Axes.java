package io.parley.plan.formulas;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.Effort;
import io.parley.plan.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Tensors seen from one of their axes. */
final class Axes {
  private Axes() {}

  /** As plans have them: each once, the smallest first. */
  static List<Integer> ordered(List<Integer> axes) {
    return axes.stream().distinct().sorted().toList();
  }

  /** The shape with another length of an axis. */
  static Shape with(Shape shape, int axis, int length) {
    int[] dims = shape.dims();
    dims[axis] = length;
    return Shape.of(dims);
  }

  /** Repeated as often as the shape needs, for ops on bits, which do not broadcast. */
  static <V> V broadcast(Algebra<V> a, V x, Shape to) {
    return a.shape(x).equals(to) ? x : a.broadcast(x, to);
  }

  /** Without the axes, which have length 1, unless they are kept. */
  static <V> V dropped(Algebra<V> a, V x, List<Integer> axes, boolean keep) {
    Shape shape = a.shape(x);
    return keep || axes.isEmpty()
        ? x
        : a.reshape(x, IntStream.range(0, shape.rank()).filter(i -> !axes.contains(i)).map(shape::dim).toArray());
  }

  /** A matrix whose rows run along the axis. */
  static <V> V rows(Algebra<V> a, V x, int axis) {
    Shape shape = a.shape(x);
    int length = shape.dim(axis);
    int rows = IntStream.range(0, shape.rank()).filter(i -> i != axis).map(shape::dim).reduce(1, (i, j) -> i * j);
    return a.reshape(toLast(a, x, axis), rows, length);
  }

  /** What {@link #rows} made a matrix, with rows of any length, as a tensor of the shape that it had. */
  static <V> V fromRows(Algebra<V> a, V rows, Shape original, int axis) {
    IntStream others = IntStream.range(0, original.rank()).filter(i -> i != axis).map(original::dim);
    V x = a.reshape(rows, IntStream.concat(others, IntStream.of(a.shape(rows).dim(1))).toArray());
    return fromLast(a, x, axis);
  }

  static <V> V toLast(Algebra<V> a, V x, int axis) {
    int rank = a.shape(x).rank();
    if (axis == rank - 1) {
      return x;
    }
    IntStream others = IntStream.range(0, rank).filter(i -> i != axis);
    return a.transpose(x, IntStream.concat(others, IntStream.of(axis)).boxed().toList());
  }

  static <V> V fromLast(Algebra<V> a, V x, int axis) {
    int rank = a.shape(x).rank();
    if (axis == rank - 1) {
      return x;
    }
    List<Integer> permutation = identity(rank);
    permutation.removeLast();
    permutation.add(axis, rank - 1);
    return a.transpose(x, permutation);
  }

  /** With the last two axes swapped. */
  static <V> V swapped(Algebra<V> a, V x) {
    int rank = a.shape(x).rank();
    List<Integer> permutation = identity(rank);
    permutation.set(rank - 1, rank - 2);
    permutation.set(rank - 2, rank - 1);
    return a.transpose(x, permutation);
  }

  /** f(0), f(1), … along an axis; the others have length 1. */
  static Values along(Shape shape, int axis, IntToDoubleFunction f) {
    int[] dims = new int[shape.rank()];
    Arrays.fill(dims, 1);
    dims[axis] = shape.dim(axis);
    Effort.constant(dims[axis]);
    return Values.of(Shape.of(dims), IntStream.range(0, dims[axis]).mapToDouble(f).toArray());
  }

  static List<Integer> all(Shape shape) {
    return identity(shape.rank());
  }

  private static List<Integer> identity(int rank) {
    return new ArrayList<>(IntStream.range(0, rank).boxed().toList());
  }
}
