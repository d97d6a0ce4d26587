package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.TensorType;
import java.util.List;

/** The k largest or smallest elements along an axis in order, equal ones in that of their indices; or those indices, from 0. */
public record TopK(int k, int axis, boolean largest, Sorting.Part part) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    in.numbers(1).axis(axis);
    return in.expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    return Sorting.top(a, in.getFirst(), k, axis, largest).part(part);
  }
}
