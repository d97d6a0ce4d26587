package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.TensorType;
import java.util.List;

/** The product along axes: ⌈log2 n⌉ rounds of products of pairs. */
public record ReduceProd(List<Integer> axes, boolean keep) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(1).number(in.reduced(axes, keep));
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    if (axes.stream().anyMatch(axis -> a.shape(x).dim(axis) == 0)) {
      return a.add(a.sum(x, axes, keep), 1);
    }
    V y = x;
    for (int axis : axes) {
      y = Reductions.tree(a, y, axis, a::mul);
    }
    return Axes.dropped(a, y, axes, keep);
  }
}
