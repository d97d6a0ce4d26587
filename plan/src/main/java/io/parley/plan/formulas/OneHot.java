package io.parley.plan.formulas;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.Arrays;
import java.util.List;

/**
 * 1 at each secret index, else 0, along a new last axis of the given length; for an index beyond the axis only zeros:
 * length + 1 comparisons for each index, at a time. An index counts as the nearest whole number.
 */
@Reference(group = Reference.Group.ORDER,
    operands = "x: numbers, any shape",
    result = "numbers of x's shape and a last axis of the length",
    meaning = "1 at x along the last axis, else 0",
    edges = "x counts as the nearest whole number, a half as the next one; where that is not on the axis there are "
        + "only zeros",
    error = "exact; see docs/functions.md")
public record OneHot(int length) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    in.numbers(1);
    in.require(length >= 0, "no axis has length " + length);
    in.elements((long) in.shape(0).size() * (length + 1L));
    return in.expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V indices = in.get(0);
    Shape shape = a.shape(indices);
    int[] dims = Arrays.copyOf(shape.dims(), shape.rank() + 1);
    dims[shape.rank()] = 1;
    return Indexing.matches(a, a.reshape(indices, dims), shape.rank(), length);
  }
}
