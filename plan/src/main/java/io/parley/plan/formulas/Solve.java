package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Function;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** X with A·X = B: n×n and n×m give n×m. */
@Reference(group = Reference.Group.LINEAR_ALGEBRA,
    operands = "A: numbers with fraction bits, n×n; B: n×m",
    result = "numbers, n×m",
    meaning = "X with A·X = B",
    edges = "by elimination without exchanges of rows, so no pivot may be near 0: A is positive definite or "
        + "diagonally dominant",
    error = "32 units for a well-conditioned 3×3 matrix")
public record Solve() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(2).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V matrix = in.get(0);
    V right = in.get(1);
    int n = a.shape(matrix).dim(0);
    V rest = a.concat(1, List.of(matrix, right));
    for (int k = 0; k < n; k++) {
      V row = a.slice(rest, 0, k, k + 1, 1);
      V pivot = a.slice(row, 1, k, k + 1, 1);
      V scaled = a.mul(row, a.apply(Function.RECIPROCAL, pivot));
      V column = a.sub(a.slice(rest, 1, k, k + 1, 1), a.constant(Elimination.unit(n, k)));
      rest = a.sub(rest, a.mul(column, scaled));
    }
    return a.slice(rest, 1, n, a.shape(rest).dim(1), 1);
  }
}
