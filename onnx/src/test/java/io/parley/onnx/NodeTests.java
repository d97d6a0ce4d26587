package io.parley.onnx;

import io.parley.onnx.proto.Onnx.GraphProto;
import io.parley.onnx.proto.Onnx.ModelProto;
import io.parley.onnx.proto.Onnx.TensorProto;
import io.parley.onnx.proto.Onnx.ValueInfoProto;
import io.parley.plan.BadRequestException;
import io.parley.plan.Imported;
import io.parley.plan.Values;
import io.parley.plan.WeightVisibility;
import io.parley.plan.lowering.Lowering;
import io.parley.plan.plaintext.FixedPointInterpreter;
import io.parley.plan.plaintext.PlaintextInterpreter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Runs ONNX's own node tests, from a directory with a model.onnx and a test_data_set_0 for each, and prints a table of
 * those that do not pass. Inputs are secret; integers, such as axes and indices, are known first and secret then.
 */
final class NodeTests {
  private static final double FLOAT32 = 1e-4;
  private static final double RING = 0x1p-10;

  private NodeTests() {}

  public static void main(String[] args) throws IOException {
    Map<String, List<String>> failed = new TreeMap<>();
    int passed = 0;
    List<Path> tests;
    try (Stream<Path> all = Files.list(Path.of(args[0]))) {
      tests = all.sorted().toList();
    }
    for (Path test : tests) {
      String reason = reason(test);
      if (reason.isEmpty()) {
        passed++;
      } else {
        failed.computeIfAbsent(reason, _ -> new ArrayList<>()).add(String.valueOf(test.getFileName()));
      }
    }
    System.out.println(passed + " of " + tests.size() + " pass\n\n| tests | reason | such as |\n|---|---|---|");
    failed.forEach((reason, names) -> System.out.println("| " + names.size() + " | " + reason + " | "
        + names.getFirst() + " |"));
  }

  /** Why the test does not pass with any choice of what is known; nothing if it does. */
  private static String reason(Path test) throws IOException {
    String first = "";
    for (Known known : Known.values()) {
      String reason;
      try {
        reason = run(test, known);
      } catch (BadRequestException e) {
        reason = String.valueOf(e.getMessage()).replaceFirst("^Node '[^']*'( \\(\\w+\\))?: ", "")
            .replaceFirst("^test_\\w+ ", "");
      }
      if (reason.isEmpty()) {
        return "";
      }
      first = first.isEmpty() ? reason : first;
    }
    return first;
  }

  private enum Known {
    INTEGERS, NOTHING, ALL_BUT_THE_FIRST;

    boolean has(int input, TensorProto tensor) {
      return switch (this) {
        case INTEGERS -> OnnxTensors.element(tensor, "") == Element.INTEGER;
        case NOTHING -> false;
        case ALL_BUT_THE_FIRST -> input > 0;
      };
    }
  }

  private static String run(Path test, Known known) throws IOException {
    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(test.resolve("model.onnx")));
    GraphProto.Builder graph = model.getGraph().toBuilder().clearInput();
    Map<String, Values> inputs = new HashMap<>();
    for (int i = 0; i < model.getGraph().getInputCount(); i++) {
      ValueInfoProto input = model.getGraph().getInput(i);
      TensorProto tensor = tensor(test, "input_" + i);
      if (known.has(i, tensor)) {
        graph.addInitializer(tensor.toBuilder().setName(input.getName()));
      } else {
        graph.addInput(input);
        inputs.put(input.getName(), OnnxTensors.read(tensor, input.getName()));
      }
    }
    byte[] bytes = model.toBuilder().setGraph(graph).build().toByteArray();
    OnnxModel read = OnnxImport.read(bytes, String.valueOf(test.getFileName()));
    Imported imported = read.bind(batch(read), 16, WeightVisibility.SECRET);
    Map<String, Values> all = new HashMap<>(imported.weights());
    all.putAll(inputs);
    String real = difference(model, test, PlaintextInterpreter.run(imported.surfacePlan(), all), FLOAT32);
    return real.isEmpty()
        ? difference(model, test, FixedPointInterpreter.run(Lowering.lower(imported.surfacePlan()), all), RING)
        : real;
  }

  private static int batch(OnnxModel model) {
    return model.inputs().stream().limit(1).flatMap(i -> i.dims().stream().limit(1))
        .mapToInt(d -> d instanceof OnnxModel.Dimension.Fixed(int size) ? size : 1).findFirst().orElse(1);
  }

  private static String difference(ModelProto model, Path test, Map<String, Values> outputs, double bound)
      throws IOException {
    for (int i = 0; i < model.getGraph().getOutputCount(); i++) {
      String name = model.getGraph().getOutput(i).getName();
      Values wanted = OnnxTensors.read(tensor(test, "output_" + i), name);
      Values got = Objects.requireNonNull(outputs.get(name));
      if (!got.shape().equals(wanted.shape())) {
        return "gives shape " + got.shape() + " in place of " + wanted.shape();
      }
      for (int j = 0; j < wanted.data().length; j++) {
        double w = wanted.data()[j];
        double g = got.data()[j];
        if (w != g && !(Math.abs(g - w) <= bound * (bound == FLOAT32 ? Math.max(1, Math.abs(w)) : 1))) {
          return "gives " + (float) g + " in place of " + (float) w;
        }
      }
    }
    return "";
  }

  private static TensorProto tensor(Path test, String name) throws IOException {
    return TensorProto.parseFrom(Files.readAllBytes(test.resolve("test_data_set_0").resolve(name + ".pb")));
  }
}
