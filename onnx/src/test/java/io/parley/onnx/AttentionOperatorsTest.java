package io.parley.onnx;

import static io.parley.onnx.Conformance.uniform;
import static io.parley.onnx.TestModel.integer;
import static io.parley.onnx.TestModel.real;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parley.crypto.Shape;
import io.parley.onnx.proto.Onnx.AttributeProto;
import io.parley.onnx.proto.Onnx.TensorProto.DataType;
import io.parley.plan.Imported;
import io.parley.plan.Values;
import io.parley.plan.WeightVisibility;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.plaintext.FixedPointInterpreter;
import io.parley.plan.plaintext.PlaintextInterpreter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ops of opset 23, which are beyond ONNX Runtime here: as loops compute them. */
class AttentionOperatorsTest {
  private static final int BATCH = 2;
  private static final int HEADS = 4;
  private static final int KEY_HEADS = 2;
  private static final int QUERIES = 3;
  private static final int KEYS = 5;
  private static final int SIZE = 4;

  private final Values q = uniform(1, -1, 1, BATCH, HEADS, QUERIES, SIZE);
  private final Values k = uniform(2, -1, 1, BATCH, KEY_HEADS, KEYS, SIZE);
  private final Values v = uniform(3, -1, 1, BATCH, KEY_HEADS, KEYS, SIZE);
  private final Values bias = uniform(4, -2, 2, QUERIES, KEYS);

  /** What is added to a score. */
  private interface Bias {
    double of(int n, int query, int key);
  }

  /** softmax(f(q·k·scale) + bias)·v, with a head of keys for each two of queries. */
  private double[] attended(double scale, DoubleUnaryOperator f, Bias bias) {
    double[] out = new double[q.data().length];
    for (int row = 0; row < BATCH * HEADS * QUERIES; row++) {
      int n = row / QUERIES / HEADS;
      int from = (n * KEY_HEADS + row / QUERIES % HEADS / (HEADS / KEY_HEADS)) * KEYS;
      double[] weights = new double[KEYS];
      for (int key = 0; key < KEYS; key++) {
        double score = 0;
        for (int i = 0; i < SIZE; i++) {
          score += q.data()[row * SIZE + i] * k.data()[(from + key) * SIZE + i];
        }
        weights[key] = Math.exp(f.applyAsDouble(score * scale) + bias.of(n, row % QUERIES, key));
      }
      double sum = IntStream.range(0, KEYS).mapToDouble(key -> weights[key]).sum();
      for (int key = 0; key < KEYS; key++) {
        for (int i = 0; i < SIZE; i++) {
          out[row * SIZE + i] += sum == 0 ? 0 : weights[key] / sum * v.data()[(from + key) * SIZE + i];
        }
      }
    }
    return out;
  }

  private static double seen(boolean seen) {
    return seen ? 0 : Double.NEGATIVE_INFINITY;
  }

  private static TestModel model() {
    return TestModel.create().opset(24).input(BATCH, HEADS, QUERIES, SIZE)
        .input("k", DataType.FLOAT, BATCH, KEY_HEADS, KEYS, SIZE)
        .input("v", DataType.FLOAT, BATCH, KEY_HEADS, KEYS, SIZE);
  }

  private void assertAttends(TestModel model, double[] expected) {
    assertResult(model, Map.of("x", q, "k", k, "v", v), expected);
  }

  private static void assertResult(TestModel model, Map<String, Values> inputs, double[] expected) {
    for (WeightVisibility visibility : WeightVisibility.values()) {
      Imported imported = model.read().bind(BATCH, 16, visibility);
      Map<String, Values> all = new HashMap<>(imported.weights());
      all.putAll(inputs);
      assertThat(result(PlaintextInterpreter.run(imported.surfacePlan(), all))).containsExactly(expected, within(1e-9));
      assertThat(result(FixedPointInterpreter.run(Lowering.lower(imported.surfacePlan()), all))).containsExactly(
          expected,
          within(0x1p-10));
    }
  }

  private static double[] result(Map<String, Values> outputs) {
    return Objects.requireNonNull(outputs.get("y")).data();
  }

  private void assertAttends(double[] expected, AttributeProto... attributes) {
    assertAttends(model().node("Attention", "y", List.of("x", "k", "v"), attributes), expected);
  }

  @Test
  void attention_scoresAreScaledAndCapped() {
    assertAttends(attended(0.5, x -> x, (_, _, _) -> 0));
    assertAttends(attended(0.125, x -> 0.25 * Math.tanh(x / 0.25), (_, _, _) -> 0), real("scale", 0.125),
        real("softcap", 0.25));
  }

  @Test
  void attention_seesWhatItMay() {
    assertAttends(attended(0.5, x -> x, (_, i, j) -> seen(j <= i)), integer("is_causal", 1));
    assertAttends(attended(0.5, x -> x, (_, i, j) -> seen(i - 1 <= j && j <= i + 2)), integer("left_window_size", 1),
        integer("right_window_size", 2));
    assertAttends(model().integers("lengths", 5, 3).node("Attention", "y",
        List.of("x", "k", "v", "", "", "", "lengths"), integer("is_causal", 1)),
        attended(0.5, x -> x, (n, i, j) -> seen(j <= i + (n == 0 ? 5 : 3) - QUERIES)));
  }

  @Test
  void attention_masksAreNumbersOrBooleans() {
    TestModel numbers = model().weight("bias", bias).node("Attention", "y", List.of("x", "k", "v", "bias"));
    TestModel booleans = model().weight("bias", bias).weight("zero", Values.scalar(0))
        .node("Less", "bits", List.of("bias", "zero")).node("Attention", "y", List.of("x", "k", "v", "bits"));

    assertAttends(numbers, attended(0.5, x -> x, (_, i, j) -> bias.data()[i * KEYS + j]));
    assertAttends(booleans, attended(0.5, x -> x, (_, i, j) -> seen(bias.data()[i * KEYS + j] < 0)));
  }

  @Test
  void attention_secretMask_isChosenByBits() {
    TestModel model = model().input("m", DataType.BOOL, QUERIES, KEYS).node("Attention", "y",
        List.of("x", "k", "v", "m"));
    double[] bits = IntStream.range(0, QUERIES * KEYS).mapToDouble(i -> i % 3 == 0 ? 1 : 0).toArray();

    assertResult(model, Map.of("x", q, "k", k, "v", v, "m", Values.of(Shape.of(QUERIES, KEYS), bits)),
        attended(0.5, x -> x, (_, i, j) -> seen((i * KEYS + j) % 3 == 0)));
  }

  @Test
  void attention_ofThreeAxesWithACache_isThatOfHeads() {
    TestModel model = TestModel.create().opset(23).input(BATCH, HEADS, QUERIES, SIZE)
        .input("k", DataType.FLOAT, BATCH, KEY_HEADS, KEYS, SIZE)
        .input("v", DataType.FLOAT, BATCH, KEY_HEADS, KEYS, SIZE)
        .node("Transpose", "qt", List.of("x"), TestModel.ints("perm", 0, 2, 1, 3)).integers("flat", 0, 0, -1)
        .node("Reshape", "q3", List.of("qt", "flat")).integers("two", 2, 3)
        .node("Split", List.of("k", "two"), List.of("k1", "k2"), integer("axis", 2))
        .node("Split", List.of("v", "two"), List.of("v1", "v2"), integer("axis", 2))
        .node("Transpose", "kt", List.of("k2"), TestModel.ints("perm", 0, 2, 1, 3))
        .node("Reshape", "k3", List.of("kt", "flat"))
        .node("Transpose", "vt", List.of("v2"), TestModel.ints("perm", 0, 2, 1, 3))
        .node("Reshape", "v3", List.of("vt", "flat"))
        .node("Attention", "a", List.of("q3", "k3", "v3", "", "k1", "v1"), integer("q_num_heads", HEADS),
            integer("kv_num_heads", KEY_HEADS), integer("is_causal", 1))
        .integers("apart", 0, 0, HEADS, SIZE).node("Reshape", "r", List.of("a", "apart"))
        .node("Transpose", "y", List.of("r"), TestModel.ints("perm", 0, 2, 1, 3));

    assertAttends(model, attended(0.5, x -> x, (_, i, j) -> seen(j <= i + 2)));
  }

  @Test
  void rotaryEmbedding_turnsPairs() {
    for (boolean interleaved : List.of(false, true)) {
      int turned = 2;
      Values cos = uniform(5, -1, 1, 9, 1);
      Values sin = uniform(6, -1, 1, 9, 1);
      long[] positions = {0, 1, 2, 5, 4, 8};
      double[] expected = q.data().clone();
      for (int row = 0; row < BATCH * HEADS * QUERIES; row++) {
        int at = (int) positions[row / QUERIES / HEADS * QUERIES + row % QUERIES];
        double a = q.data()[row * SIZE];
        double b = q.data()[row * SIZE + 1];
        expected[row * SIZE] = a * cos.data()[at] - b * sin.data()[at];
        expected[row * SIZE + 1] = a * sin.data()[at] + b * cos.data()[at];
      }
      TestModel model = TestModel.create().opset(23).input(BATCH, HEADS, QUERIES, SIZE).weight("cos", cos)
          .weight("sin", sin).integers("p", positions).integers("shape", BATCH, QUERIES)
          .node("Reshape", "at", List.of("p", "shape")).node("RotaryEmbedding", "y", List.of("x", "cos", "sin", "at"),
              integer("interleaved", interleaved ? 1 : 0), integer("rotary_embedding_dim", turned));

      assertResult(model, Map.of("x", q), expected);
    }
  }

  @Test
  void rotaryEmbedding_halvesOrNeighbours() {
    Values cos = uniform(5, -1, 1, BATCH, QUERIES, SIZE / 2);
    Values sin = uniform(6, -1, 1, BATCH, QUERIES, SIZE / 2);
    for (boolean interleaved : List.of(false, true)) {
      double[] expected = new double[q.data().length];
      for (int row = 0; row < BATCH * HEADS * QUERIES; row++) {
        for (int i = 0; i < SIZE / 2; i++) {
          int angle = (row / QUERIES / HEADS * QUERIES + row % QUERIES) * SIZE / 2 + i;
          int first = row * SIZE + (interleaved ? 2 * i : i);
          int second = row * SIZE + (interleaved ? 2 * i + 1 : i + SIZE / 2);
          expected[first] = q.data()[first] * cos.data()[angle] - q.data()[second] * sin.data()[angle];
          expected[second] = q.data()[first] * sin.data()[angle] + q.data()[second] * cos.data()[angle];
        }
      }
      assertResult(TestModel.create().opset(23).input(BATCH, HEADS, QUERIES, SIZE).weight("cos", cos)
          .weight("sin", sin).node("RotaryEmbedding", "y", List.of("x", "cos", "sin"),
              integer("interleaved", interleaved ? 1 : 0)),
          Map.of("x", q), expected);
    }
  }
}
