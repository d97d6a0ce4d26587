package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Function;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.ArrayList;
import java.util.List;

/** The lower triangular L with L·Lᵀ = A, which is positive definite. */
@Reference(group = Reference.Group.LINEAR_ALGEBRA,
    operands = "A: numbers with fraction bits, n×n, symmetric and positive definite",
    result = "numbers, n×n",
    meaning = "the lower triangular L with L·Lᵀ = A",
    edges = "without exchanges of rows; only A's lower triangle counts; what is not positive definite gives no "
        + "meaningful numbers",
    error = "32 units for a well-conditioned 3×3 matrix")
public record Cholesky() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(1).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V matrix = in.get(0);
    int n = a.shape(matrix).dim(0);
    List<V> columns = new ArrayList<>();
    V rest = matrix;
    for (int k = 0; k < n; k++) {
      V column = a.mul(a.slice(rest, 1, k, k + 1, 1), a.constant(Elimination.fromRow(n, k)));
      V scaled = a.mul(column, a.apply(Function.RSQRT, a.slice(column, 0, k, k + 1, 1)));
      columns.add(scaled);
      rest = a.sub(rest, a.mul(scaled, a.transpose(scaled, List.of(1, 0))));
    }
    return a.concat(1, columns);
  }
}
