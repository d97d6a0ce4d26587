package io.parley.onnx;

import static io.parley.onnx.TestModel.integer;
import static io.parley.onnx.TestModel.ints;
import static io.parley.onnx.TestModel.real;
import static io.parley.onnx.TestModel.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Imported;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.plan.WeightVisibility;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.plaintext.FixedPointInterpreter;
import io.parley.plan.plaintext.PlaintextInterpreter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Constants behind a layer join its weights and bias: the plan is that of the layer alone, the result is not. */
class OnnxFoldingTest {
  private static final double EPSILON = 0.0625;

  private final Random random = new Random(11);
  private final Values images = values(2, 3, 5, 5);
  private final Values kernels = values(4, 3, 3, 3);
  private final Values bias = values(4);
  private final Values rows = values(2, 6);
  private final Values matrix = values(6, 4);
  private final Values scale = values(4);
  private final Values shift = values(4);
  private final Values mean = values(4);
  private final Values variance = Values.of(Shape.of(4), 0.25, 1, 2.5, 7);

  @ParameterizedTest
  @EnumSource(WeightVisibility.class)
  void convBatchNormalizationRelu_costsWhatConvReluDoes(WeightVisibility visibility) {
    TestModel plain = conv(true).node("Relu", "y", List.of("layer"));
    TestModel normalised = normalised(conv(true)).node("Relu", "y", List.of("bn"));

    double[] layer = outputs(conv(true), images);
    double[] expected = new double[layer.length];
    for (int i = 0; i < layer.length; i++) {
      expected[i] = Math.max(0, norm(layer[i], i / 9 % 4));
    }
    assertOutputs(normalised, visibility, images, expected);
    assertSamePlan(normalised, plain, visibility);
  }

  @ParameterizedTest
  @EnumSource(WeightVisibility.class)
  void convWithoutBias_takesOnlyAShift(WeightVisibility visibility) {
    double[] layer = outputs(conv(false), images);
    double[] expected = new double[layer.length];
    for (int i = 0; i < layer.length; i++) {
      expected[i] = norm(layer[i], i / 9 % 4);
    }

    assertOutputs(normalised(conv(false)), visibility, images, expected);
    assertThat(lowered(normalised(conv(false)), visibility).nodes()).filteredOn(n -> n.op() instanceof Op.Product)
        .hasSize(1);
  }

  @Test
  void conv_isThatOfLoops() {
    double[] expected = new double[2 * 4 * 9];
    for (int i = 0; i < expected.length; i++) {
      int o = i / 9 % 4;
      double sum = bias.data()[o];
      for (int c = 0; c < 3; c++) {
        for (int k = 0; k < 9; k++) {
          sum += images.data()[((i / 36 * 3 + c) * 5 + i % 9 / 3 + k / 3) * 5 + i % 3 + k % 3]
              * kernels.data()[(o * 3 + c) * 9 + k];
        }
      }
      expected[i] = sum;
    }

    assertThat(outputs(conv(true), images)).containsExactly(expected, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Gemm", "MatMul and Add"})
  void matrixLayerBatchNormalization_costsWhatTheLayerDoes(String layers) {
    double[] expected = new double[8];
    for (int i = 0; i < expected.length; i++) {
      double sum = bias.data()[i % 4];
      for (int k = 0; k < 6; k++) {
        sum += rows.data()[i / 4 * 6 + k] * matrix.data()[k * 4 + i % 4];
      }
      expected[i] = norm(sum, i % 4);
    }
    for (WeightVisibility visibility : WeightVisibility.values()) {
      assertOutputs(normalised(matrixLayer(layers)), visibility, rows, expected);
      assertSamePlan(normalised(matrixLayer(layers)), matrixLayer(layers), visibility);
    }
  }

  @ParameterizedTest
  @EnumSource(WeightVisibility.class)
  void constantsAfterALayer_joinItInAnyNumber(WeightVisibility visibility) {
    TestModel model = conv(true).weight("two", Values.of(Shape.of(1), 2)).weight("c", shaped(scale, 1, 4, 1, 1))
        .weight("d", shaped(variance, 4, 1, 1)).weight("e", shaped(mean, 4, 1, 1))
        .node("Mul", "m1", List.of("c", "layer")).node("Identity", "same", List.of("m1"))
        .node("Sub", "s", List.of("same", "e")).node("Div", "q", List.of("s", "d"))
        .node("Mul", "m2", List.of("q", "two")).node("Constant", "half", List.of(), tensor("value", Values.scalar(0.5)))
        .node("Add", "y", List.of("half", "m2"));

    double[] layer = outputs(conv(true), images);
    double[] expected = new double[layer.length];
    for (int i = 0; i < layer.length; i++) {
      int o = i / 9 % 4;
      expected[i] = (layer[i] * scale.data()[o] - mean.data()[o]) / variance.data()[o] * 2 + 0.5;
    }
    assertOutputs(model, visibility, images, expected);
    assertSamePlan(model, conv(true), visibility);
  }

  @ParameterizedTest
  @EnumSource(WeightVisibility.class)
  void normalisationOfAResultUsedElsewhere_staysApart(WeightVisibility visibility) {
    TestModel model = normalised(conv(true)).node("Add", "y", List.of("bn", "layer"));

    double[] layer = outputs(conv(true), images);
    double[] expected = new double[layer.length];
    for (int i = 0; i < layer.length; i++) {
      expected[i] = norm(layer[i], i / 9 % 4) + layer[i];
    }
    assertOutputs(model, visibility, images, expected);
    Imported imported = model.read().bind(2, 16, visibility);
    assertThat(imported.surfacePlan().nodes()).filteredOn(n -> n.op() instanceof Op.Product).hasSize(2);
    assertThat(imported.weights().keySet()).containsExactlyInAnyOrder(visibility == WeightVisibility.SECRET
        ? new String[]{"w", "b", "scale", "shift"}
        : new String[0]);
  }

  @ParameterizedTest
  @EnumSource(WeightVisibility.class)
  void normalisationWithNothingLinearBefore_isAProductAndASum(WeightVisibility visibility) {
    for (int[] dims : List.of(new int[]{2, 4}, new int[]{2, 4, 3}, new int[]{2, 4, 3, 2})) {
      Values x = values(dims);
      int each = x.shape().size() / 8;
      TestModel input = TestModel.create().input(open(dims)).node("Relu", "layer", List.of("x"));
      double[] expected = new double[x.shape().size()];
      for (int i = 0; i < expected.length; i++) {
        expected[i] = norm(Math.max(0, x.data()[i]), i / each % 4);
      }
      assertOutputs(normalised(input), visibility, x, expected);
    }
  }

  @Test
  void constantsThatVaryOtherwise_stayApart() {
    Values perColumn = Values.of(Shape.of(3), 1, 2, 3);
    TestModel model = conv(true).weight("c", perColumn).node("Mul", "y", List.of("layer", "c"));

    double[] layer = outputs(conv(true), images);
    double[] expected = new double[layer.length];
    for (int i = 0; i < layer.length; i++) {
      expected[i] = layer[i] * perColumn.data()[i % 3];
    }
    assertOutputs(model, WeightVisibility.SECRET, images, expected);
  }

  @Test
  void aConstantThatWidensTheResult_staysApart() {
    TestModel model = TestModel.create().input(1, 6).weight("w", matrix).weight("c", values(3, 1))
        .node("MatMul", "layer", List.of("x", "w")).node("Mul", "y", List.of("layer", "c"));

    assertThat(model.read().bind(1, 16, WeightVisibility.SECRET).surfacePlan().nodes().getLast().type().shape())
        .isEqualTo(Shape.of(3, 4));
  }

  @Test
  void scaledTwiceBeforeALayer_isOneProduct() {
    TestModel model = TestModel.create().input(-1, 3, 5, 5).weight("c", values(3, 1, 1)).weight("d", values(3, 1, 1))
        .node("Constant", "k", List.of(), tensor("value", Values.scalar(255))).node("Div", "unit", List.of("x", "k"))
        .node("Sub", "s", List.of("unit", "c")).node("Mul", "y", List.of("s", "d"));

    // Another one by 1 brings what was truncated by many bits back into the whole ring.
    assertThat(lowered(model, WeightVisibility.SECRET).nodes())
        .filteredOn(n -> n.op() instanceof Op.Product p && p.truncateBits() > 0).hasSize(1);
  }

  @Test
  void divide_byZero_isRefused() {
    assertRefused(TestModel.create().input(-1, 2).weight("c", Values.of(Shape.of(2), 1, 0))
        .node("Div", "d", List.of("x", "c")), "'d'", "divides by zero");
  }

  @Test
  void normalisationThatDoesNotFit_isRefused() {
    TestModel computed = normalisedBy(matrixLayer("Gemm"), "layer", "shift", "mean", "variance");
    TestModel negative = normalisedBy(matrixLayer("Gemm").weight("negative", Values.of(Shape.of(4), 1, 1, -1, 1)),
        "scale", "shift", "mean", "negative");
    TestModel short3 = normalisedBy(matrixLayer("Gemm").weight("three", values(3)), "scale", "shift", "three",
        "variance");
    TestModel otherAxis = normalised(TestModel.create().input(-1, 3, 4).node("Relu", "layer", List.of("x")));

    assertRefused(computed, "'bn'", "'layer' must be a constant of the model");
    assertRefused(negative, "'bn'", "not positive");
    assertRefused(short3, "'bn'", "same length");
    assertRefused(otherAxis, "'bn'", "[2, 3, 4]", "4 features along axis 1");
  }

  private TestModel conv(boolean withBias) {
    TestModel model = TestModel.create().input(-1, 3, 5, 5).weight("w", kernels);
    return withBias
        ? model.weight("b", bias).node("Conv", "layer", List.of("x", "w", "b"), ints("kernel_shape", 3, 3))
        : model.node("Conv", "layer", List.of("x", "w"));
  }

  private TestModel matrixLayer(String layers) {
    TestModel model = TestModel.create().input(-1, 6).weight("w", matrix).weight("b", bias);
    return layers.equals("Gemm")
        ? model.node("Gemm", "layer", List.of("x", "w", "b"), integer("transB", 0))
        : model.node("MatMul", "product", List.of("x", "w")).node("Add", "layer", List.of("product", "b"));
  }

  private TestModel normalised(TestModel model) {
    return normalisedBy(model, "scale", "shift", "mean", "variance");
  }

  private TestModel normalisedBy(TestModel model, String... parameters) {
    List<String> inputs = new ArrayList<>(List.of("layer"));
    inputs.addAll(List.of(parameters));
    return model.weight("scale", scale).weight("shift", shift).weight("mean", mean).weight("variance", variance)
        .node("BatchNormalization", "bn", inputs, real("epsilon", EPSILON));
  }

  private double norm(double x, int feature) {
    return (x - mean.data()[feature]) * scale.data()[feature] / Math.sqrt(variance.data()[feature] + EPSILON)
        + shift.data()[feature];
  }

  private static double[] outputs(TestModel model, Values x) {
    Imported imported = model.read().bind(x.shape().dim(0), 16, WeightVisibility.SECRET);
    return only(PlaintextInterpreter.run(imported.surfacePlan(), inputs(imported, x))).data();
  }

  private static void assertOutputs(TestModel model, WeightVisibility visibility, Values x, double[] expected) {
    Imported imported = model.read().bind(x.shape().dim(0), 16, visibility);
    Map<String, Values> inputs = inputs(imported, x);

    assertThat(only(PlaintextInterpreter.run(imported.surfacePlan(), inputs)).data()).containsExactly(expected,
        within(1e-9));
    assertThat(only(FixedPointInterpreter.run(Lowering.lower(imported.surfacePlan()), inputs)).data())
        .containsExactly(expected, within(0.005));
  }

  /** The same ops on the same types in the same order, so the same cost in every protocol. */
  private static void assertSamePlan(TestModel model, TestModel as, WeightVisibility visibility) {
    assertThat(anonymous(lowered(model, visibility))).isEqualTo(anonymous(lowered(as, visibility)));
  }

  private static List<Node> anonymous(Plan plan) {
    return plan.nodes().stream().map(n -> {
      Op op = n.op() instanceof Op.Constant c ? new Op.Constant(zeros(c.values().shape())) : n.op();
      return new Node(n.id(), "", op, n.inputs(), n.type());
    }).toList();
  }

  private static Plan lowered(TestModel model, WeightVisibility visibility) {
    return Lowering.lower(model.read().bind(2, 16, visibility).surfacePlan());
  }

  private static Map<String, Values> inputs(Imported imported, Values x) {
    Map<String, Values> inputs = new HashMap<>(imported.weights());
    inputs.put("x", x);
    return inputs;
  }

  private static Values only(Map<String, Values> outputs) {
    return Objects.requireNonNull(outputs.values().iterator().next());
  }

  private static void assertRefused(TestModel model, String... parts) {
    OnnxModel read = model.read();
    assertThatThrownBy(() -> read.bind(2, 16, WeightVisibility.SECRET)).isInstanceOf(BadRequestException.class)
        .hasMessageContainingAll(parts);
  }

  private static int[] open(int[] dims) {
    int[] result = dims.clone();
    result[0] = -1;
    return result;
  }

  private static Values zeros(Shape shape) {
    return Values.of(shape, new double[shape.size()]);
  }

  private static Values shaped(Values values, int... dims) {
    return Values.of(Shape.of(dims), values.data());
  }

  /** Sixteenths, which floats hold exactly. */
  private Values values(int... dims) {
    return Values.of(Shape.of(dims),
        random.ints(Shape.of(dims).size(), -32, 33).mapToDouble(i -> i == 0 ? 1 : i / 16.0).toArray());
  }
}
