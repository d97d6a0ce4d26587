package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.TensorType;
import java.util.List;

/** The index of the maximum, along an axis that is kept with length 1. */
public record Argmax(int axis, boolean last) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(1).number(in.reducedNonEmpty(List.of(axis), true));
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    return Extremes.max(a, x, axis, last).index();
  }
}
