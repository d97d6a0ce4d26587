package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.crypto.Shape;
import io.parley.onnx.OnnxImport;
import io.parley.onnx.OnnxModel;
import io.parley.plan.Plan;
import io.parley.plan.WeightVisibility;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.lowering.Target;
import io.parley.plan.text.PlanText;
import io.parley.plan.trace.SecretTensor;
import io.parley.plan.trace.Trace;
import io.parley.serialization.PlanCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plans and what they are lowered to are the same on every machine, from run to run, in whatever way they came. */
class LoweredIdsTest {
  private static final Path PINS = Path.of("src/test/resources/lowered-ids.txt");
  private static final Path TORCH = Path.of("../onnx/src/test/resources/torch");
  private static final int BATCH = 2;

  /** Other ids of lowered plans take another {@link Lowering#VERSION} once there is a release. */
  @Test
  void idsOfModels_areThosePinned() throws IOException {
    List<String> ids = new ArrayList<>(List.of("lowering " + Lowering.VERSION));
    for (Path model : List.of(Path.of("../models/mlp.onnx"), Path.of("../models/lenet.onnx"),
        TORCH.resolve("perceptron-opset14.onnx"), TORCH.resolve("residual-opset17-batch2.onnx"),
        TORCH.resolve("encoder-opset17-batch2.onnx"), TORCH.resolve("vision-opset17.onnx"))) {
      Plan plan = plan(model);
      ids.add(model.getFileName() + " " + PlanCodec.id(plan));
      for (Target target : Target.values()) {
        ids.add("  " + target + " " + PlanCodec.id(Lowering.lower(plan, target)));
      }
    }
    String now = String.join("\n", ids) + "\n";
    if (Boolean.getBoolean("parley.docs.update")) {
      Files.writeString(PINS, now);
    }

    assertThat(now).isEqualTo(Files.readString(PINS));
  }

  private static Plan plan(Path file) {
    OnnxModel model = OnnxImport.read(file);
    return model.bind(BATCH, Inference.FRACTION_BITS, WeightVisibility.SECRET).surfacePlan();
  }

  @Test
  void idOfAPlan_isThatOfItsTextAndOfItsBytes() {
    Trace trace = Trace.create("credit");
    SecretTensor x = trace.secret("x", Shape.of(4, 3), 0, 1);
    trace.reveal("y", x.softmax(1).topK(2, 1).values());
    Plan plan = trace.plan();
    String written = """
        parley 2 surface "credit"
        shares = input(name="x", owner="client", within=[0, 1]): secret fixed<16>[4, 3]
        normal = softmax(shares, axis=1)
        best = topK(normal, k=2, axis=1, largest=true)
        which = topK(normal, k=2, axis=1, largest=true, part=indices)
        output "y" = best to "client"
        """;

    assertThat(List.of(PlanText.parse(PlanText.print(plan)), PlanText.parse(written),
        PlanCodec.decode(PlanCodec.encode(plan)))).extracting(PlanCodec::id).containsOnly(PlanCodec.id(plan));
  }
}
