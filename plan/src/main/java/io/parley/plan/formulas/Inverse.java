package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** Inverse. */
@Reference(group = Reference.Group.LINEAR_ALGEBRA,
    operands = "A: numbers with fraction bits, n×n",
    result = "numbers, n×n",
    meaning = "the inverse of A",
    edges = "by elimination without exchanges of rows, so no pivot may be near 0: A is positive definite or "
        + "diagonally dominant",
    error = "64 units for a well-conditioned 3×3 matrix")
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
