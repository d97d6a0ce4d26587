package io.parley.plan.formulas;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/** Each element of an axis so many times: a local copy. */
@Reference(group = Reference.Group.SHAPES,
    operands = "x: numbers, any shape",
    result = "numbers of x's shape, with times as many elements along the axis",
    meaning = "each element along the axis times times, side by side",
    edges = "0 times leave an empty axis",
    error = "exact; see docs/functions.md")
public record Repeat(int axis, int times) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    in.numbers(1).axis(axis);
    long length = (long) in.shape(0).dim(axis) * times;
    in.require(times >= 0 && length <= Operands.MOST_ELEMENTS, "an element cannot stand there " + times + " times");
    return in.number(in.with(axis, (int) length));
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    Shape shape = a.shape(x);
    int[] dims = IntStream.concat(IntStream.range(0, shape.rank()).map(shape::dim).limit(axis + 1L),
        IntStream.concat(IntStream.of(1), IntStream.range(axis + 1, shape.rank()).map(shape::dim))).toArray();
    V wide = a.broadcast(a.reshape(x, dims), Axes.with(Shape.of(dims), axis + 1, times));
    return a.reshape(wide, Axes.with(shape, axis, shape.dim(axis) * times));
  }
}
