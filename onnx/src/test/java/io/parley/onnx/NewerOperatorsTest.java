package io.parley.onnx;

import static io.parley.onnx.TestModel.integer;
import static io.parley.onnx.TestModel.real;
import static io.parley.onnx.TestModel.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parley.crypto.Shape;
import io.parley.plan.Imported;
import io.parley.plan.Values;
import io.parley.plan.WeightVisibility;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.plaintext.FixedPointInterpreter;
import io.parley.plan.plaintext.PlaintextInterpreter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Ops that ONNX Runtime does not know yet, with results worked out by hand. */
class NewerOperatorsTest {
  private static final Values X = Values.of(Shape.of(2, 3), 1, -2, 3, 0.5, 2, -1);

  private static void assertResult(TestModel model, double... expected) {
    Imported imported = model.read().bind(2, 16, WeightVisibility.SECRET);
    Map<String, Values> all = new HashMap<>(imported.weights());
    all.put("x", X);
    assertThat(result(PlaintextInterpreter.run(imported.surfacePlan(), all))).containsExactly(expected, within(1e-9));
    assertThat(result(FixedPointInterpreter.run(Lowering.lower(imported.surfacePlan()), all))).containsExactly(expected,
        within(0x1p-10));
  }

  private static double[] result(Map<String, Values> outputs) {
    return Objects.requireNonNull(outputs.get("y")).data();
  }

  private static TestModel model(int opset) {
    return TestModel.create().opset(opset).input(2, 3);
  }

  private static double swish(double x, double alpha) {
    return x / (1 + Math.exp(-alpha * x));
  }

  @Test
  void swish_andItsGate() {
    assertResult(model(24).node("Swish", "y", List.of("x"), real("alpha", 0.5)),
        Arrays.stream(X.data()).map(x -> swish(x, 0.5)).toArray());
    assertResult(model(28).node("SwiGLU", "y", List.of("x", "x")),
        Arrays.stream(X.data()).map(x -> swish(x, 1) * x).toArray());
  }

  @Test
  void cumProd_startsWithOneOrTheFirst() {
    assertResult(model(26).integers("axis", 1).node("CumProd", "y", List.of("x", "axis")), 1, -2, -6, 0.5, 1, -1);
    assertResult(model(26).integers("axis", 1).node("CumProd", "y", List.of("x", "axis"), integer("exclusive", 1)),
        1, 1, -2, 1, 0.5, 1);
    assertResult(model(26).integers("axis", 1).node("CumProd", "y", List.of("x", "axis"), integer("reverse", 1)),
        -6, -6, 3, -1, -2, -1);
  }

  @Test
  void tensorScatter_writesFromEachIndexOn() {
    Values new2 = Values.of(Shape.of(2, 2, 1), 7, 8, 9, 10);
    TestModel cube = model(24).weight("new", new2).integers("three", 2, 3, 1)
        .node("Reshape", "cache", List.of("x", "three"));
    assertResult(cube.integers("at", 0, 1).node("TensorScatter", "y", List.of("cache", "new", "at")), 7, 8, 3, 0.5, 9,
        10);
    assertResult(model(24).weight("new", new2).integers("three", 2, 3, 1)
        .node("Reshape", "cache", List.of("x", "three")).integers("at", 2, 1)
        .node("TensorScatter", "y", List.of("cache", "new", "at"), text("mode", "circular"), integer("axis", 1)),
        8, -2, 7, 0.5, 9, 10);
  }

  @Test
  void rmsNormalization_dividesByTheRootOfTheMeanSquare() {
    double first = Math.sqrt(14.0 / 3 + 0.25);
    double second = Math.sqrt(5.25 / 3 + 0.25);
    assertResult(model(23).weight("w", Values.of(Shape.of(3), 1, 2, 0.5))
        .node("RMSNormalization", "y", List.of("x", "w"), real("epsilon", 0.25)), 1 / first, -4 / first, 1.5 / first,
        0.5 / second, 4 / second, -0.5 / second);
  }
}
