package io.parley.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.crypto.Shape;
import io.parley.onnx.proto.Onnx.ModelProto;
import io.parley.plan.Imported;
import io.parley.plan.Values;
import io.parley.plan.WeightVisibility;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.plaintext.FixedPointInterpreter;
import io.parley.plan.plaintext.PlaintextInterpreter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * A model with its inputs: what ONNX Runtime makes of them, the imported plan has to make in real numbers, and the
 * lowered plan on ring words.
 *
 * @param tolerance of the ring's result, for each unit of the largest result above 1
 * @param step that results may be off beside
 */
record Conformance(String name, TestModel model, Map<String, Values> inputs, double tolerance, double step) {
  private static final double FLOAT32 = 2e-5;

  static Conformance of(String name, TestModel model, Values x) {
    return new Conformance(name, model, Map.of("x", x), 0x1p-10, 0);
  }

  Conformance and(String input, Values values) {
    Map<String, Values> all = new LinkedHashMap<>(inputs);
    all.put(input, values);
    return new Conformance(name, model, all, tolerance, step);
  }

  Conformance within(double bound) {
    return new Conformance(name, model, inputs, bound, step);
  }

  /** Without any error, as integers are. */
  Conformance exactly() {
    return within(0);
  }

  /** But for one step of quantisation, which numbers near its middle may take either way. */
  Conformance withinAStep(double size) {
    return new Conformance(name, model, inputs, tolerance, size);
  }

  void verify() {
    verify(model.proto(), inputs, tolerance, step);
  }

  static void verify(ModelProto model, Map<String, Values> inputs, double tolerance) {
    verify(model, inputs, tolerance, 0);
  }

  private static void verify(ModelProto model, Map<String, Values> inputs, double tolerance, double step) {
    Map<String, Values> expected = OnnxRuntime.run(model, inputs);
    OnnxModel read = OnnxImport.read(model.toByteArray(), "test");
    int batch = inputs.values().iterator().next().shape().rank() == 0
        ? 1
        : inputs.values().iterator().next().shape().dim(0);
    for (WeightVisibility visibility : WeightVisibility.values()) {
      Imported imported = read.bind(batch, 16, visibility);
      Map<String, Values> all = new HashMap<>(imported.weights());
      all.putAll(inputs);
      compare(PlaintextInterpreter.run(imported.surfacePlan(), all), expected, tolerance == 0 ? 0 : FLOAT32, step);
      compare(FixedPointInterpreter.run(Lowering.lower(imported.surfacePlan()), all), expected, tolerance, step);
    }
  }

  private static void compare(Map<String, Values> actual, Map<String, Values> expected, double bound, double step) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((output, wanted) -> {
      Values got = Objects.requireNonNull(actual.get(output));
      assertThat(got.shape()).as("shape of %s", output).isEqualTo(wanted.shape());
      for (int i = 0; i < wanted.data().length; i++) {
        double w = wanted.data()[i];
        assertThat(Math.abs(got.data()[i] - w)).as("%s[%s]: %s in place of %s", output, i, got.data()[i], w)
            .isLessThanOrEqualTo(step + bound * Math.max(1, Math.abs(w)));
      }
    });
  }

  /** Random sixteenths, which floats and fixed point hold exactly. */
  static Values uniform(long seed, double from, double to, int... dims) {
    Random random = new Random(seed);
    Shape shape = Shape.of(dims);
    return Values.of(shape, random.ints(shape.size(), (int) (from * 16), (int) (to * 16) + 1).mapToDouble(i -> i / 16.0)
        .toArray());
  }

  @Override
  public String toString() {
    return name;
  }
}
