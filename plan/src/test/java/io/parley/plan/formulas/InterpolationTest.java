package io.parley.plan.formulas;

import static io.parley.plan.formulas.FormulaRun.assertGives;

import io.parley.crypto.Shape;
import io.parley.plan.Values;
import io.parley.plan.formulas.Interpolation.Coordinates;
import io.parley.plan.formulas.Interpolation.Rounding;
import org.junit.jupiter.api.Test;

class InterpolationTest {
  private static final Values ROW = Values.of(Shape.of(4), 1, 2, 4, 8);

  private static Values row(double... data) {
    return Values.of(Shape.of(data.length), data);
  }

  @Test
  void nearest_longerAndShorter_copiesElements() {
    assertGives(row(1, 1, 2, 2, 4, 4, 8, 8), 0,
        (a, x) -> Interpolation.nearest(a, x, 0, 8, 2, Coordinates.HALF_PIXEL, Rounding.PREFER_FLOOR), ROW);
    assertGives(row(1, 2, 2, 4, 8, 8), 0,
        (a, x) -> Interpolation.nearest(a, x, 0, 6, 1.5, Coordinates.HALF_PIXEL, Rounding.PREFER_CEIL), ROW);
    assertGives(row(1, 4), 0,
        (a, x) -> Interpolation.nearest(a, x, 0, 2, 0.5, Coordinates.ASYMMETRIC, Rounding.FLOOR), ROW);
    assertGives(row(2, 8), 0,
        (a, x) -> Interpolation.nearest(a, x, 0, 2, 0.5, Coordinates.HALF_PIXEL, Rounding.CEIL), ROW);
  }

  @Test
  void repeated_innerAxis_keepsNeighboursTogether() {
    assertGives(Values.of(Shape.of(1, 4, 2), 1, 2, 1, 2, 3, 4, 3, 4), 0,
        (a, x) -> Interpolation.repeated(a, x, 1, 2), Values.of(Shape.of(1, 2, 2), 1, 2, 3, 4));
  }

  @Test
  void linear_eachKindOfCoordinates_isNear() {
    assertGives(row(1, 1.25, 1.75, 2.5, 3.5, 5, 7, 8), 1,
        (a, x) -> Interpolation.linear(a, x, 0, 8, 2, Coordinates.HALF_PIXEL), ROW);
    assertGives(row(1, 1.5, 2, 3, 4, 6, 8), 1,
        (a, x) -> Interpolation.linear(a, x, 0, 7, 7 / 4., Coordinates.ALIGN_CORNERS), ROW);
    assertGives(row(1, 1.5, 2, 3, 4, 6, 8, 8), 1,
        (a, x) -> Interpolation.linear(a, x, 0, 8, 2, Coordinates.ASYMMETRIC), ROW);
    assertGives(row(1), 1,
        (a, x) -> Interpolation.linear(a, x, 0, 1, 0.25, Coordinates.PYTORCH_HALF_PIXEL), ROW);
  }

  @Test
  void linear_overTwoAxes_isBilinear() {
    Values image = Values.of(Shape.of(1, 1, 2, 2), 0, 4, 8, 12);
    assertGives(Values.of(Shape.of(1, 1, 3, 3), 0, 2, 4, 4, 6, 8, 8, 10, 12), 2,
        (a, x) -> Interpolation.linear(a, Interpolation.linear(a, x, 3, 3, 1.5, Coordinates.ALIGN_CORNERS), 2, 3, 1.5,
            Coordinates.ALIGN_CORNERS),
        image);
  }

  @Test
  void cubic_throughALine_isTheLine() {
    Values line = row(0, 1, 2, 3, 4, 5, 6, 7);
    assertGives(row(1.75, 2.25, 2.75, 3.25, 3.75, 4.25, 4.75, 5.25), 8,
        (a, x) -> a.slice(Interpolation.cubic(a, x, 0, 16, 2, Coordinates.HALF_PIXEL, -0.5), 0, 4, 12), line);
  }

  @Test
  void cubic_atHalves_isKeysKernel() {
    double near = 0.5 * 0.5 * (-0.75 + 2) * 0.5 - 0.25 * (-0.75 + 3) + 1;
    double far = 0.5 - near;
    assertGives(row(near * (2 + 4) + far * (1 + 8)), 4,
        (a, x) -> a.slice(Interpolation.cubic(a, x, 0, 8, 2, Coordinates.ASYMMETRIC, -0.75), 0, 3, 4), ROW);
  }
}
