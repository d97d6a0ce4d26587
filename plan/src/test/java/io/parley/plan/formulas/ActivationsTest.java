package io.parley.plan.formulas;

import static io.parley.plan.formulas.FormulaRun.assertCombines;
import static io.parley.plan.formulas.FormulaRun.assertMaps;
import static io.parley.plan.formulas.FormulaRun.grid;

import io.parley.crypto.Shape;
import io.parley.plan.Values;
import org.junit.jupiter.api.Test;

class ActivationsTest {
  private static final double[] XS = grid(-9, 9, 361);

  private static double softplus(double x) {
    return Math.log1p(Math.exp(x));
  }

  private static double elu(double x, double alpha, double rate) {
    return x < 0 ? alpha * Math.expm1(x * rate) : x;
  }

  @Test
  void straightActivations_areNear() {
    assertMaps(x -> x < 0 ? 0.01 * x : x, 3, (a, x) -> Activations.leakyRelu(a, x, 0.01), XS);
    assertMaps(x -> Math.clamp(0.2 * x + 0.5, 0, 1), 6, (a, x) -> Activations.hardSigmoid(a, x, 0.2, 0.5), XS);
    assertMaps(x -> x * Math.clamp(x / 6 + 0.5, 0, 1), 40, Activations::hardSwish, XS);
    assertMaps(x -> Math.clamp(x, 0, 6), 0, Activations::relu6, XS);
    assertMaps(x -> x > 1.5 ? x : 0, 0, (a, x) -> Activations.thresholdedRelu(a, x, 1.5), XS);
    assertMaps(x -> x > 0.5 ? x - 0.5 : x < -0.5 ? x + 0.5 : 0, 0, (a, x) -> Activations.softShrink(a, x, 0.5), XS);
    assertMaps(x -> Math.abs(x) > 0.5 ? x : 0, 0, (a, x) -> Activations.hardShrink(a, x, 0.5), XS);
  }

  @Test
  void curvedActivations_areNear() {
    assertMaps(x -> elu(x, 1, 1), 6, (a, x) -> Activations.elu(a, x, 1), XS);
    assertMaps(x -> elu(x, 0.5, 1), 6, (a, x) -> Activations.elu(a, x, 0.5), XS);
    assertMaps(x -> elu(x, 2, 0.5), 12, (a, x) -> Activations.celu(a, x, 2), XS);
    assertMaps(x -> 1.0507009873554805 * elu(x, 1.6732632423543772, 1), 15, Activations::selu, XS);
    assertMaps(x -> x / (1 + Math.abs(x)), 6, Activations::softsign, XS);
    assertMaps(x -> x / (1 + Math.abs(x)), 6, Activations::softsign, 1000, -1000, 1e6, -1e6);
    assertMaps(x -> x * Math.tanh(softplus(x)), 40, Activations::mish, XS);
    assertMaps(x -> -softplus(-x), 6, Activations::logSigmoid, XS);
  }

  @Test
  void prelu_slopesBroadcast() {
    assertCombines(Values.of(Shape.of(2, 3), -0.5, 2, 0, 1, -8, -1.5), 1,
        (a, in) -> Activations.prelu(a, in.get(0), in.get(1)), Values.of(Shape.of(2, 3), -1, 2, 0, 1, -2, -1.5),
        Values.of(Shape.of(3), 0.5, 4, 1));
  }

  @Test
  void bendsFarAway_hold() {
    assertMaps(x -> elu(x, 1, 1), 6, (a, x) -> Activations.elu(a, x, 1), -600, 600, -1e6, 1e6);
    assertMaps(x -> x < 0 ? 0 : x, 6, Activations::hardSwish, -600, 600);
  }
}
