package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.TensorType;
import java.util.List;

/** Inverse. */
public record Inverse() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(1).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V matrix = in.get(0);
    return Elimination.solve(a, matrix, a.constant(Elimination.identity(a.shape(matrix).dim(0))));
  }
}
