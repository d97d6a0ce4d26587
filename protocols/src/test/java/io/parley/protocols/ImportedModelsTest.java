package io.parley.protocols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parley.crypto.Shape;
import io.parley.onnx.OnnxImport;
import io.parley.onnx.OnnxModel;
import io.parley.plan.Imported;
import io.parley.plan.Values;
import io.parley.plan.WeightVisibility;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.plaintext.PlaintextInterpreter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks that PyTorch exported, with secret weights, under every protocol. */
class ImportedModelsTest {
  private static final Path MODELS = Path.of("../onnx/src/test/resources/torch");
  private static final int BATCH = 2;
  private static final Shape IMAGES = Shape.of(BATCH, 1, 8, 8);
  private static final double SMALL = 0x1p-9;

  static Stream<Arguments> runs() {
    return Stream.of("vision-opset11", "residual-opset11")
        .flatMap(model -> ConformanceTest.smallest().map(setting -> Arguments.of(model, setting)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("runs")
  void exportedNetwork_agreesWithRealNumbers(String name, ConformanceTest.Setting setting) throws Exception {
    OnnxModel model = OnnxImport.read(MODELS.resolve(name + ".onnx"));
    Imported imported = model.bind(BATCH, 16, WeightVisibility.SECRET);
    Map<String, Values> inputs = new HashMap<>(imported.weights());
    inputs.put(model.inputs().getFirst().name(), Values.of(IMAGES, new Random(5).doubles(IMAGES.size()).toArray()));
    Map<String, Values> expected = PlaintextInterpreter.run(imported.surfacePlan(), inputs);

    Map<String, Values> got = LocalNetwork.run(
        Lowering.lower(imported.surfacePlan(), setting.protocol().target()), setting.protocol(),
        setting.parties(), inputs).outputs();

    expected.forEach((output, values) -> assertThat(Objects.requireNonNull(got.get(output)).data()).as(output)
        .containsExactly(values.data(), within(SMALL)));
  }
}
