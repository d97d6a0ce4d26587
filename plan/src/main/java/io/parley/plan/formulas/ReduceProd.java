package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** The product along axes: ⌈log2 n⌉ rounds of products of pairs. */
@Reference(group = Reference.Group.REDUCTIONS,
    operands = "x: numbers, any shape",
    result = "numbers of x's shape without the axes, or, if keep, with length 1 for each",
    meaning = "the product of the elements along the axes",
    edges = "products have to stay below 2^(62 − 2f); of no elements it is 1",
    error = "30 units for up to 13 elements within ±1.5; see docs/functions.md")
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
