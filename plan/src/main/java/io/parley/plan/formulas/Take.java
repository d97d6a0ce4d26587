package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/**
 * Of each row along an axis the elements at secret indices of its own: as {@link Lookup}, with sums of products.
 *
 * <p>indices of x's shape but for the length of the axis.
 */
@Reference(group = Reference.Group.ORDER,
    operands = "x: numbers, any shape; indices: numbers of equal fraction bits, of x's shape but for the axis",
    result = "numbers of the indices' shape",
    meaning = "for each row along the axis its elements at secret indices of its own",
    edges = "an index counts as the nearest whole number, a half as the next one; beyond the axis there are zeros",
    error = "exact")
public record Take(int axis) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    in.numbers(2).axis(axis);
    return in.expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V indices = in.get(1);
    V rows = Axes.rows(a, x, axis);
    V hot = Indexing.oneHot(a, Axes.rows(a, indices, axis), a.shape(x).dim(axis));
    V picked = a.matmul(hot, a.reshape(rows, a.shape(rows).dim(0), a.shape(rows).dim(1), 1));
    return Axes.fromRows(a, a.reshape(picked, a.shape(rows).dim(0), a.shape(indices).dim(axis)), a.shape(x), axis);
  }
}
