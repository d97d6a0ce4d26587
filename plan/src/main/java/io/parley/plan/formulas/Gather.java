package io.parley.plan.formulas;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;
import java.util.stream.IntStream;

/** The elements at public indices along an axis. */
@Reference(group = Reference.Group.ORDER,
    operands = "x: numbers, any shape",
    result = "numbers of x's shape, with as many elements along the axis as there are indices",
    meaning = "the elements at the indices along the axis",
    edges = "indices may repeat; one that the axis does not have is refused",
    error = "exact; see docs/functions.md")
public record Gather(int axis, List<Integer> indices) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(1).number(in.picked(axis, indices));
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    return Indexing.gathered(a, in.getFirst(), axis, indices.stream().mapToInt(i -> i).toArray());
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    Values x = in.getFirst();
    int inner = IntStream.range(axis + 1, x.shape().rank()).map(x.shape()::dim).reduce(1, (m, n) -> m * n);
    int length = x.shape().dim(axis);
    Shape shape = Axes.with(x.shape(), axis, indices.size());
    double[] out = new double[shape.size()];
    for (int i = 0; i < out.length; i++) {
      int row = i / inner / Math.max(1, indices.size());
      int at = row * length + indices.get(i / inner % indices.size());
      out[i] = x.data()[at * inner + i % inner];
    }
    return Values.of(shape, out);
  }
}
