package io.parley.onnx;

import static io.parley.onnx.TestModel.integer;
import static io.parley.onnx.TestModel.ints;
import static io.parley.onnx.TestModel.real;
import static io.parley.onnx.TestModel.tensor;
import static io.parley.onnx.TestModel.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parley.crypto.Shape;
import io.parley.plan.Imported;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.plan.WeightVisibility;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.plaintext.PlaintextInterpreter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Small models with known results; each runs with secret and public weights, as imported and lowered. */
class OnnxOperatorsTest {
  private static final Values SQUARE = Values.of(Shape.of(1, 1, 3, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9);
  private static final Values PAIRS = Values.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);

  private final TestModel model = TestModel.create();

  @Test
  void conv_withBias_slidesTheKernel() {
    model.input(-1, 1, 3, 3).weight("w", filled(1, 1, 1, 2, 2)).weight("b", Values.of(Shape.of(1), 100))
        .node("Conv", "y", List.of("x", "w", "b"));

    assertResult(SQUARE, Shape.of(1, 1, 2, 2), 112, 116, 124, 128);
  }

  @Test
  void conv_asymmetricPadsStridesAndDilations() {
    model.input(-1, 1, 3, 3).weight("w", filled(1, 1, 1, 2, 2)).node("Conv", "y", List.of("x", "w"),
        ints("pads", 1, 0, 0, 1), ints("strides", 1, 2), ints("dilations", 2, 1));

    // Rows −1 and 1, then 0 and 2; columns 0 and 1, then 2 and 3.
    assertResult(SQUARE, Shape.of(1, 1, 2, 2), 9, 6, 18, 12);
  }

  @Test
  void conv_autoPadPutsTheOddRowBelowOrAbove() {
    model.input(-1, 1, 3, 3).weight("w", filled(1, 1, 1, 2, 2));
    model.node("Conv", "upper", List.of("x", "w"), text("auto_pad", "SAME_UPPER"));
    assertResult(SQUARE, Shape.of(1, 1, 3, 3), 12, 16, 9, 24, 28, 15, 15, 17, 9);

    model.node("Conv", "lower", List.of("x", "w"), text("auto_pad", "SAME_LOWER"));
    assertResult(SQUARE, Shape.of(1, 1, 3, 3), 1, 3, 5, 5, 12, 16, 11, 24, 28);

    model.node("Conv", "valid", List.of("x", "w"), text("auto_pad", "VALID"));
    assertResult(SQUARE, Shape.of(1, 1, 2, 2), 12, 16, 24, 28);
  }

  @Test
  void conv_groups_keepChannelsApart() {
    model.input(-1, 2, 1, 1).weight("w", Values.of(Shape.of(4, 1, 1, 1), 1, 10, 100, 1000)).node("Conv", "y",
        List.of("x", "w"), integer("group", 2));

    assertResult(Values.of(Shape.of(1, 2, 1, 1), 2, 3), Shape.of(1, 4, 1, 1), 2, 20, 300, 3000);
  }

  @Test
  void gemm_alphaBetaAndTransposes() {
    model.input(-1, 3).weight("w", Values.of(Shape.of(2, 3), 1, 0, 0, 0, 1, 1))
        .weight("c", Values.of(Shape.of(2), 1, 2))
        .node("Gemm", "y", List.of("x", "w", "c"), real("alpha", 0.5), real("beta", 2), integer("transB", 1));
    assertResult(PAIRS, Shape.of(2, 2), 2.5, 6.5, 4, 9.5);

    model.node("Gemm", "z", List.of("x", "x"), integer("transA", 1));
    assertResult(PAIRS, Shape.of(3, 3), 17, 22, 27, 22, 29, 36, 27, 36, 45);
  }

  @Test
  void matmul_andArithmetic() {
    model.input(-1, 3).weight("w", Values.of(Shape.of(3, 1), 1, 10, 100)).weight("c", Values.of(Shape.of(1), 1))
        .node("MatMul", "m", List.of("x", "w")).node("Add", "a", List.of("m", "c"))
        .node("Sub", "s", List.of("a", "m")).node("Mul", "p", List.of("s", "m")).node("Neg", "n", List.of("p"));

    assertResult(PAIRS, Shape.of(2, 1), -321, -654);
  }

  @Test
  void relu_dropsNegatives() {
    model.input(-1, 3).node("Relu", "y", List.of("x"));

    assertResult(Values.of(Shape.of(1, 3), -1, 0, 2), Shape.of(1, 3), 0, 0, 2);
  }

  @Test
  void maxPool_paddingNeverWins() {
    model.input(-1, 1, 3, 3).node("Neg", "n", List.of("x")).node("MaxPool", "y", List.of("n"),
        ints("kernel_shape", 2, 2), ints("strides", 2, 2), ints("pads", 1, 1, 0, 0));

    assertResult(SQUARE, Shape.of(1, 1, 2, 2), -1, -2, -4, -5);
  }

  @Test
  void maxPool_ceilMode_letsTheLastWindowHangOver() {
    model.input(-1, 1, 3, 3).node("MaxPool", "y", List.of("x"), ints("kernel_shape", 2, 2), ints("strides", 2, 2),
        integer("ceil_mode", 1));

    assertResult(SQUARE, Shape.of(1, 1, 2, 2), 5, 6, 8, 9);
  }

  @Test
  void maxPool_ceilMode_leavesOutAWindowBehindTheData() {
    model.input(-1, 1, 3, 3).node("MaxPool", "y", List.of("x"), ints("kernel_shape", 1, 1), ints("strides", 3, 3),
        ints("pads", 0, 0, 1, 1), integer("ceil_mode", 1));

    assertResult(SQUARE, Shape.of(1, 1, 1, 1), 1);
  }

  @Test
  void averagePool_countsPaddingOrNot() {
    model.input(-1, 1, 3, 3).node("AveragePool", "apart", List.of("x"), ints("kernel_shape", 2, 2),
        ints("strides", 2, 2), ints("pads", 1, 1, 0, 0));
    assertResult(SQUARE, Shape.of(1, 1, 2, 2), 1, 2.5, 5.5, 7);

    model.node("AveragePool", "counted", List.of("x"), ints("kernel_shape", 2, 2), ints("strides", 2, 2),
        ints("pads", 1, 1, 0, 0), integer("count_include_pad", 1));
    assertResult(SQUARE, Shape.of(1, 1, 2, 2), 0.25, 1.25, 2.75, 7);
  }

  /** Of a window that hangs over the end, padding counts, and what is behind it does not. */
  @Test
  void averagePool_countsPaddingInCeilMode() {
    model.input(-1, 1, 3, 3).node("AveragePool", "y", List.of("x"), ints("kernel_shape", 3, 3),
        ints("strides", 3, 3), ints("pads", 1, 1, 0, 0), integer("ceil_mode", 1), integer("count_include_pad", 1));

    // Rows and columns 0 … 2 of the padded image, then 3 … 5, of which there is 3 alone.
    assertResult(SQUARE, Shape.of(1, 1, 2, 2), 12 / 9., 3, 5, 9);
  }

  @Test
  void globalAveragePool_keepsAxes() {
    model.input(-1, 1, 3, 3).node("GlobalAveragePool", "y", List.of("x"));

    assertResult(SQUARE, Shape.of(1, 1, 1, 1), 5);
  }

  @Test
  void batchNormalization_afterConv_joinsItsWeights() {
    model.input(-1, 1, 3, 3).weight("w", filled(1, 2, 1, 3, 3));
    normalisation("Conv", "w");

    // The sum is 45: (45 − 5) / 2 · 3 + 1 and (45 + 5) / 4 · 1 + 2.
    assertResult(SQUARE, Shape.of(1, 2, 1, 1), 61, 14.5);
    assertThat(ops(model.read().bind(1, 16, WeightVisibility.SECRET).surfacePlan(), Op.Product.class)).isEqualTo(1);
  }

  @Test
  void batchNormalization_afterConvWithBias_joinsIt() {
    model.input(-1, 1, 3, 3).weight("w", filled(1, 2, 1, 3, 3)).weight("b", Values.of(Shape.of(2), 2, 4));
    normalisation("Conv", "w", "b");

    assertResult(SQUARE, Shape.of(1, 2, 1, 1), 64, 15.5);
  }

  @Test
  void batchNormalization_afterGemm_joinsItsWeights() {
    model.input(-1, 3).weight("w", filled(1, 2, 3));
    model.weight("b", Values.of(Shape.of(2), 2, 4)).weight("scale", Values.of(Shape.of(2), 3, 1))
        .weight("bias", Values.of(Shape.of(2), 1, 2)).weight("mean", Values.of(Shape.of(2), 5, -5))
        .weight("var", Values.of(Shape.of(2), 4, 16))
        .node("Gemm", "g", List.of("x", "w", "b"), integer("transB", 1))
        .node("BatchNormalization", "y", List.of("g", "scale", "bias", "mean", "var"), real("epsilon", 0));

    // Row sums 6 and 15.
    assertResult(PAIRS, Shape.of(2, 2), 5.5, 5.75, 19, 8);
    Imported imported = model.read().bind(2, 16, WeightVisibility.SECRET);
    assertThat(ops(imported.surfacePlan(), Op.Product.class)).isEqualTo(1);
    assertThat(imported.weights()).containsOnlyKeys("w", "b");
  }

  @Test
  void batchNormalization_alone_scalesAndShiftsChannels() {
    model.input(-1, 2, 1, 1).weight("scale", Values.of(Shape.of(2), 3, 1)).weight("bias", Values.of(Shape.of(2), 1, 2))
        .weight("mean", Values.of(Shape.of(2), 5, -5)).weight("var", Values.of(Shape.of(2), 4, 16)).node(
            "BatchNormalization", "y", List.of("x", "scale", "bias", "mean", "var"), real("epsilon", 0));

    assertResult(Values.of(Shape.of(1, 2, 1, 1), 9, 7), Shape.of(1, 2, 1, 1), 7, 5);
  }

  @Test
  void batchNormalization_whoseOperandIsUsedElsewhere_staysApart() {
    model.input(-1, 1, 3, 3).weight("w", filled(1, 2, 1, 3, 3));
    normalisation("Conv", "w");
    model.node("Sub", "z", List.of("y", "layer"));

    assertResult(SQUARE, Shape.of(1, 2, 1, 1), 16, -30.5);
  }

  @Test
  void flatten_reshape_transpose() {
    model.input(-1, 1, 3, 3).node("Flatten", "f", List.of("x"), integer("axis", -2));
    assertResult(SQUARE, Shape.of(1, 9), 1, 2, 3, 4, 5, 6, 7, 8, 9);

    model.integers("to", 0, -1, 3).node("Reshape", "r", List.of("x", "to")).node("Transpose", "t", List.of("r"),
        ints("perm", 0, 2, 1));
    assertResult(SQUARE, Shape.of(1, 3, 3), 1, 4, 7, 2, 5, 8, 3, 6, 9);

    model.node("Transpose", "reversed", List.of("t"));
    assertResult(SQUARE, Shape.of(3, 3, 1), 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void reshape_byTheBatchOfTheInput_isKnownAtImport() {
    model.input(-1, 3).integers("zero", 0).integers("axes", 0).integers("rest", -1).node("Shape", "shape", List.of("x"))
        .node("Constant", "index", List.of(), integer("value_int", 0))
        .node("Gather", "batch", List.of("shape", "index")).node("Unsqueeze", "front", List.of("batch", "axes"))
        .node("Concat", "to", List.of("front", "rest"), integer("axis", 0)).node("Reshape", "y", List.of("x", "to"));

    assertResult(PAIRS, Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
  }

  @Test
  void concat_squeeze_unsqueeze() {
    model.input(-1, 3).node("Concat", "c", List.of("x", "x"), integer("axis", -1)).integers("axes", 0, -1)
        .node("Unsqueeze", "u", List.of("c", "axes"));
    assertResult(PAIRS, Shape.of(1, 2, 6, 1), 1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6);

    model.node("Squeeze", "s", List.of("u"), ints("axes", 0));
    assertResult(PAIRS, Shape.of(2, 6, 1), 1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6);

    model.node("Squeeze", "all", List.of("u"));
    assertResult(PAIRS, Shape.of(2, 6), 1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6);
  }

  @Test
  void constant_identity_dropout() {
    model.input(-1, 3).node("Constant", "two", List.of(), tensor("value", Values.scalar(2)))
        .node("Mul", "m", List.of("x", "two")).node("Identity", "i", List.of("m"))
        .node("Dropout", "d", List.of("i"));

    assertResult(PAIRS, Shape.of(2, 3), 2, 4, 6, 8, 10, 12);
    assertThat(model.read().bind(2, 16, WeightVisibility.SECRET).weights()).isEmpty();
  }

  @Test
  void constant_ofManyNumbers_isSecretLikeAWeight() {
    model.input(-1, 3).node("Constant", "c", List.of(), tensor("value", Values.of(Shape.of(3), 1, 2, 3))).node("Mul",
        "m", List.of("x", "c"));

    assertResult(PAIRS, Shape.of(2, 3), 1, 4, 9, 4, 10, 18);
    assertThat(model.read().bind(2, 16, WeightVisibility.SECRET).weights()).containsOnlyKeys("c");
  }

  private void normalisation(String layer, String... weights) {
    String[] inputs = new String[weights.length + 1];
    inputs[0] = "x";
    System.arraycopy(weights, 0, inputs, 1, weights.length);
    model.weight("scale", Values.of(Shape.of(2), 3, 1)).weight("bias", Values.of(Shape.of(2), 1, 2))
        .weight("mean", Values.of(Shape.of(2), 5, -5)).weight("var", Values.of(Shape.of(2), 4, 16))
        .node(layer, "layer", List.of(inputs))
        .node("BatchNormalization", "y", List.of("layer", "scale", "bias", "mean", "var"), real("epsilon", 0));
  }

  private void assertResult(Values x, Shape shape, double... expected) {
    OnnxModel read = model.read();
    for (WeightVisibility visibility : WeightVisibility.values()) {
      Imported imported = read.bind(x.shape().dim(0), 16, visibility);
      Map<String, Values> inputs = new HashMap<>(imported.weights());
      inputs.put("x", x);
      for (Plan plan : List.of(imported.surfacePlan(), Lowering.lower(imported.surfacePlan()))) {
        Values y = PlaintextInterpreter.run(plan, inputs).values().iterator().next();
        assertThat(y.shape()).isEqualTo(shape);
        assertThat(y.data()).containsExactly(expected, within(1e-9));
      }
    }
  }

  private static Values filled(double value, int... dims) {
    return Values.of(Shape.of(dims), IntStream.range(0, Shape.of(dims).size()).mapToDouble(_ -> value).toArray());
  }

  private static long ops(Plan plan, Class<? extends Op> type) {
    return plan.nodes().stream().filter(n -> type.isInstance(n.op())).count();
  }
}
