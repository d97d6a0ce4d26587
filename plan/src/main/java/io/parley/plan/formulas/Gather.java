package io.parley.plan.formulas;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;
import java.util.stream.IntStream;

/** The elements at public indices along an axis. */
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
