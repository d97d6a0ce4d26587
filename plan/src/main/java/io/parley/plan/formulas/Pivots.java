package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Function;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.ArrayList;
import java.util.List;

/** The pivots of elimination, n×1; their product is the determinant. */
@Reference(group = Reference.Group.LINEAR_ALGEBRA,
    operands = "A: numbers with fraction bits, n×n",
    result = "numbers, n×1",
    meaning = "the pivots of elimination, whose product is the determinant",
    edges = "without exchanges of rows, so no pivot but the last may be near 0",
    error = "32 units for a well-conditioned 3×3 matrix")
public record Pivots() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(1).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V matrix = in.get(0);
    int n = a.shape(matrix).dim(0);
    List<V> pivots = new ArrayList<>();
    V rest = matrix;
    for (int k = 0; k < n; k++) {
      V row = a.slice(rest, 0, 0, 1, 1);
      V pivot = a.slice(row, 1, 0, 1, 1);
      pivots.add(pivot);
      if (k + 1 < n) {
        V scaled = a.mul(a.slice(row, 1, 1, n - k, 1), a.apply(Function.RECIPROCAL, pivot));
        V column = a.slice(a.slice(rest, 1, 0, 1, 1), 0, 1, n - k, 1);
        V corner = a.slice(a.slice(rest, 1, 1, n - k, 1), 0, 1, n - k, 1);
        rest = a.sub(corner, a.mul(column, scaled));
      }
    }
    return a.concat(0, pivots);
  }
}
