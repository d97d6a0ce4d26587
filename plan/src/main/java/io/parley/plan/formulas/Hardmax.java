package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.TensorType;
import java.util.List;

/** 1 where an axis has its maximum, the first of equal ones, else 0. */
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
