package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/** Backwards along an axis. */
@Reference(group = Reference.Group.SHAPES,
    operands = "x: numbers, any shape",
    result = "numbers of x's shape",
    meaning = "the elements in reverse order along the axis",
    error = "exact; see docs/functions.md")
public record Flip(int axis) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    in.numbers(1).axis(axis);
    return in.number(in.shape(0));
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    int n = a.shape(x).dim(axis);
    return n < 2 ? x : Indexing.gather(a, x, axis, IntStream.range(0, n).map(i -> n - 1 - i).toArray());
  }
}
