package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** 1 where an axis has its maximum, the first of equal ones, else 0. */
@Reference(group = Reference.Group.ACTIVATIONS,
    operands = "x: numbers, any shape",
    result = "numbers of x's shape",
    meaning = "1 where the axis has its maximum, else 0",
    edges = "of equal ones only the first; an empty axis is refused",
    error = "exact")
public record Hardmax(int axis) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    in.numbers(1).reducedNonEmpty(List.of(axis), true);
    return in.number(in.shape(0));
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    return Indexing.matches(a, Extremes.argmax(a, x, axis, false), axis, a.shape(x).dim(axis));
  }
}
