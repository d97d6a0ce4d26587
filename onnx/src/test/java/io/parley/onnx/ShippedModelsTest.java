package io.parley.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.plan.Imported;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.plan.WeightVisibility;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.plaintext.FixedPointInterpreter;
import io.parley.plan.plaintext.PlaintextInterpreter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShippedModelsTest {
  @Test
  void mlp_onAllTestImages_hasTheStatedAccuracy() {
    assertThat(correct(Shipped.MLP, 10_000)).isEqualTo(9_759);
  }

  @Test
  void lenet_onTheFirstTestImages_hasItsAccuracy() {
    assertThat(correct(Shipped.LENET, 1_000)).isEqualTo(992);
  }

  @ParameterizedTest
  @EnumSource(WeightVisibility.class)
  void lenet_loweredOnRingWords_agreesWithRealNumbers(WeightVisibility visibility) {
    Imported model = OnnxImport.read(Shipped.LENET).bind(20, 16, visibility);
    Map<String, Values> inputs = inputs(model, Shipped.images(0, 20));

    double[] exact = logits(PlaintextInterpreter.run(model.surfacePlan(), inputs)).data();
    double[] ring = logits(FixedPointInterpreter.run(Lowering.lower(model.surfacePlan()), inputs)).data();

    for (int i = 0; i < exact.length; i++) {
      assertThat(Math.abs(ring[i] - exact[i])).isLessThan(0.005);
    }
  }

  @Test
  void lenet_lowered_truncatesAfterPooling() {
    Plan plan = Lowering.lower(OnnxImport.read(Shipped.LENET).bind(128, 16, WeightVisibility.SECRET).surfacePlan());

    long truncated = plan.nodes().stream().filter(n -> n.op() instanceof Op.Truncate)
        .mapToLong(n -> n.type().shape().size()).sum();
    long compared = plan.nodes().stream().filter(n -> n.op() instanceof Op.IsNegative)
        .mapToLong(n -> n.type().shape().size()).sum();

    int first = 20 * 12 * 12;
    int second = 50 * 4 * 4;
    assertThat(truncated).isEqualTo(128L * (first + second + 500 + 10));
    assertThat(compared).isEqualTo(128L * (4 * first + 4 * second + 500));
  }

  private static int correct(Path path, int count) {
    int batch = 500;
    Imported model = OnnxImport.read(path).bind(batch, 16, WeightVisibility.SECRET);
    byte[] labels = Shipped.labels(0, count);
    int correct = 0;
    for (int from = 0; from < count; from += batch) {
      double[] logits = logits(
          PlaintextInterpreter.run(model.surfacePlan(), inputs(model, Shipped.images(from, batch)))).data();
      for (int i = 0; i < batch; i++) {
        int best = 0;
        for (int k = 1; k < 10; k++) {
          best = logits[i * 10 + k] > logits[i * 10 + best] ? k : best;
        }
        correct += best == labels[from + i] ? 1 : 0;
      }
    }
    return correct;
  }

  private static Map<String, Values> inputs(Imported model, Values images) {
    Map<String, Values> inputs = new HashMap<>(model.weights());
    inputs.put("image", images);
    return inputs;
  }

  private static Values logits(Map<String, Values> outputs) {
    return Objects.requireNonNull(outputs.get("logits"));
  }
}
