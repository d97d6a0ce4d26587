package io.parley.plan.formulas;

import static io.parley.plan.formulas.FormulaRun.ULP;
import static io.parley.plan.formulas.FormulaRun.assertCombines;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.Values;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonsTest {
  private static final double[] XS = {1, 1, 2, -3, 0, ULP, -ULP, 1e6, -1e6, 0.5};
  private static final double[] YS = {1, 2, 1, -3, ULP, 0, ULP, -1e6, 1e6, 0.5};

  private interface Relation {
    int of(Algebra<Integer> a, int x, int y);
  }

  private static void assertRelation(BiPredicate<Double, Double> expected, Relation relation) {
    Shape shape = Shape.of(XS.length);
    assertCombines(Values.of(shape,
        IntStream.range(0, XS.length).mapToDouble(i -> expected.test(XS[i], YS[i]) ? 1 : 0).toArray()), 0,
        (a, in) -> relation.of(a, in.get(0), in.get(1)), Values.of(shape, XS), Values.of(shape, YS));
  }

  @Test
  void relations_onEqualAndNeighbouringNumbers_areExact() {
    assertRelation((x, y) -> x < y, (a, x, y) -> a.less(x, y));
    assertRelation((x, y) -> x <= y, (a, x, y) -> Comparisons.lessOrEqual(a, x, y));
    assertRelation((x, y) -> x > y, (a, x, y) -> Comparisons.greater(a, x, y));
    assertRelation((x, y) -> x >= y, (a, x, y) -> Comparisons.greaterOrEqual(a, x, y));
    assertRelation((x, y) -> x.doubleValue() == y.doubleValue(), (a, x, y) -> Comparisons.equal(a, x, y));
    assertRelation((x, y) -> x.doubleValue() != y.doubleValue(), (a, x, y) -> Comparisons.notEqual(a, x, y));
  }

  @Test
  void zero_isTold() {
    assertRelation((x, _) -> x == 0, (a, x, _) -> Comparisons.isZero(a, x));
    assertRelation((x, _) -> x != 0, (a, x, _) -> Comparisons.toBits(a, x));
  }

  @Test
  void or_ofBits_isOneIfEitherIs() {
    assertRelation((x, y) -> x < 0 || y < 0, (a, x, y) -> a.or(a.isNegative(x), a.isNegative(y)));
  }
}
