package io.parley.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parley.onnx.proto.Onnx.ModelProto;
import io.parley.plan.DType;
import io.parley.plan.Imported;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Values;
import io.parley.plan.WeightVisibility;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.lowering.Target;
import io.parley.plan.plaintext.FixedPointInterpreter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Models with numbers that are much larger or smaller than 1, on ring words beside ONNX Runtime. */
class ScaledModelsTest {
  private static final double NEAR = 6e-5;

  static Stream<Arguments> models() {
    return Stream.of("where_weight_float_min", "dynamic_quantized_matmul", "rmsnorm_small_values")
        .flatMap(name -> Stream.of(WeightVisibility.values()).map(weights -> Arguments.of(name, weights)));
  }

  @ParameterizedTest
  @MethodSource("models")
  void outputs_areNearOnnxRuntimes(String name, WeightVisibility weights) throws Exception {
    Path file = Path.of(Objects.requireNonNull(getClass().getResource("/scales/" + name + ".onnx")).toURI());
    Imported model = OnnxImport.read(file).bind(2, 16, weights);
    Map<String, Values> data = data(model);
    Map<String, Values> inputs = new HashMap<>(model.weights());
    inputs.putAll(data);

    Map<String, Values> expected = OnnxRuntime.run(ModelProto.parseFrom(Files.readAllBytes(file)), data);

    for (Target target : Target.values()) {
      Map<String, Values> got = FixedPointInterpreter.run(Lowering.lower(model.surfacePlan(), target), inputs);
      expected.forEach((output, values) -> assertThat(Objects.requireNonNull(got.get(output)).data())
          .as("%s, %s", output, target).containsExactly(values.data(), within(NEAR)));
    }
  }

  private static Map<String, Values> data(Imported model) {
    SplittableRandom random = new SplittableRandom(3);
    Map<String, Values> data = new HashMap<>();
    for (Node node : model.surfacePlan().inputs()) {
      String input = ((Op.Input) node.op()).name();
      if (!model.weights().containsKey(input)) {
        boolean whole = node.type().dtype() == DType.BIT || node.type().isInteger();
        data.put(input, Values.of(node.type().shape(), IntStream.range(0, node.type().shape().size())
            .mapToDouble(_ -> whole ? random.nextInt(2) : Math.rint(random.nextGaussian() * 0x1p16) * 0x1p-16)
            .toArray()));
      }
    }
    return data;
  }
}
