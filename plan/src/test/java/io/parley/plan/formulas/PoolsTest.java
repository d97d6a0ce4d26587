package io.parley.plan.formulas;

import static io.parley.plan.formulas.FormulaRun.assertGives;

import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.plan.Values;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PoolsTest {
  private static final Values ROW = Values.of(Shape.of(1, 1, 6), 3, -1, 4, 8, 5, -9);
  /** 0, 1, … 31. */
  private static final Values BOX = Values.of(Shape.of(1, 2, 4, 2, 2),
      IntStream.range(0, 32).asDoubleStream().toArray());

  @Test
  void pools_alongOneAxis() {
    AxisWindow window = new AxisWindow(3, 2, 1, 0, 1);
    assertGives(Values.of(Shape.of(1, 1, 3), 3, 8, 8), 0, (a, x) -> Pools.max1d(a, x, window), ROW);
    assertGives(Values.of(Shape.of(1, 1, 3), 1, 11 / 3., 4 / 3.), 6,
        (a, x) -> Pools.average1d(a, x, window, false), ROW);
    assertGives(Values.of(Shape.of(1, 1, 3), 2 / 3., 11 / 3., 4 / 3.), 6,
        (a, x) -> Pools.average1d(a, x, window, true), ROW);
  }

  @Test
  void pools_alongThreeAxes() {
    AxisWindow depth = new AxisWindow(2, 2, 0, 0, 1);
    Conv2dSpec plane = Conv2dSpec.of(2, 1);
    assertGives(Values.of(Shape.of(1, 2, 2, 1, 1), 7, 15, 23, 31), 0, (a, x) -> Pools.max3d(a, x, depth, plane), BOX);
    assertGives(Values.of(Shape.of(1, 2, 2, 1, 1), 3.5, 11.5, 19.5, 27.5), 2,
        (a, x) -> Pools.average3d(a, x, depth, plane, false), BOX);
  }

  @Test
  void globalPools_keepTheirAxes() {
    assertGives(Values.of(Shape.of(1, 2, 1, 1, 1), 15, 31), 0, Pools::globalMax, BOX);
    assertGives(Values.of(Shape.of(1, 1, 1), Arrays.stream(ROW.data()).average().orElseThrow()), 4,
        Pools::globalAverage, ROW);
  }
}
