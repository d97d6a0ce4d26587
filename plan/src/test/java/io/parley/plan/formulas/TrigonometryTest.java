package io.parley.plan.formulas;

import static io.parley.plan.formulas.FormulaRun.assertCombines;
import static io.parley.plan.formulas.FormulaRun.assertMaps;
import static io.parley.plan.formulas.FormulaRun.grid;

import io.parley.crypto.Shape;
import io.parley.plan.Values;
import org.junit.jupiter.api.Test;

class TrigonometryTest {
  @Test
  void inverses_onTheirDomains_areNear() {
    assertMaps(Math::atan, 16, Trigonometry::atan, grid(-1000, 1000, 401));
    assertMaps(Math::atan, 16, Trigonometry::atan, grid(-2, 2, 401));
    assertMaps(Math::asin, 64, Trigonometry::asin, grid(-0.99, 0.99, 199));
    assertMaps(Math::acos, 64, Trigonometry::acos, grid(-0.99, 0.99, 199));
  }

  @Test
  void asin_atTheEnds_isARightAngle() {
    assertMaps(Math::asin, 64, Trigonometry::asin, -1, 1, 0);
  }

  @Test
  void tan_betweenThePoles_isNear() {
    assertMaps(Math::tan, 128, Trigonometry::tan, grid(-1.3, 1.3, 201));
  }

  @Test
  void hyperbolics_areNear() {
    assertMaps(Math::sinh, 256, Trigonometry::sinh, grid(-3, 3, 101));
    assertMaps(Math::cosh, 256, Trigonometry::cosh, grid(-3, 3, 101));
    assertMaps(x -> Math.signum(x) * Math.log(Math.abs(x) + Math.sqrt(x * x + 1)), 64, Trigonometry::asinh,
        grid(-100, 100, 201));
    assertMaps(x -> Math.log(x + Math.sqrt(x * x - 1)), 64, Trigonometry::acosh, grid(1.1, 100, 201));
    assertMaps(x -> (Math.log(1 + x) - Math.log(1 - x)) / 2, 256, Trigonometry::atanh, grid(-0.95, 0.95, 191));
  }

  @Test
  void atan2_inEveryQuadrant_isTheAngle() {
    double[] ys = {1, 1, -1, -1, 2, 0, -3, 0, 0.5};
    double[] xs = {1, -1, 1, -1, 0, 2, 0, -2, -40};
    double[] angles = new double[ys.length];
    for (int i = 0; i < angles.length; i++) {
      angles[i] = Math.atan2(ys[i], xs[i]);
    }
    Shape shape = Shape.of(ys.length);

    assertCombines(Values.of(shape, angles), 32, (a, in) -> Trigonometry.atan2(a, in.get(0), in.get(1)),
        Values.of(shape, ys), Values.of(shape, xs));
  }
}
