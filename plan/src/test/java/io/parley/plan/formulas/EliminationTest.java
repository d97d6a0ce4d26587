package io.parley.plan.formulas;

import static io.parley.plan.formulas.FormulaRun.assertCombines;
import static io.parley.plan.formulas.FormulaRun.assertGives;

import io.parley.crypto.Shape;
import io.parley.plan.Values;
import org.junit.jupiter.api.Test;

class EliminationTest {
  private static final Values MATRIX = Values.of(Shape.of(3, 3), 4, 2, 0, 2, 5, 2, 0, 2, 5);

  @Test
  void solve_isUndoneByTheMatrix() {
    Values right = Values.of(Shape.of(3, 2), 8, 4, 18, -1, 19, -7.5);

    assertCombines(Values.of(Shape.of(3, 2), 1, 1, 2, 0, 3, -1.5), 32,
        (a, in) -> Elimination.solve(a, in.get(0), in.get(1)), MATRIX, right);
  }

  @Test
  void inverse_timesTheMatrix_isOne() {
    assertGives(Values.of(Shape.of(3, 3), 1, 0, 0, 0, 1, 0, 0, 0, 1), 64,
        (a, x) -> a.matmul(Elimination.inverse(a, x), x), MATRIX);
  }

  @Test
  void pivots_areThoseOfElimination() {
    assertGives(Values.of(Shape.of(3, 1), 4, 4, 4), 32, Elimination::pivots, MATRIX);
  }

  @Test
  void cholesky_isTheRoot() {
    assertGives(Values.of(Shape.of(3, 3), 2, 0, 0, 1, 2, 0, 0, 1, 2), 32, Elimination::cholesky, MATRIX);
  }
}
