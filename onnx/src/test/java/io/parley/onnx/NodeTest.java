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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One of ONNX's own node tests. The imported plan has to give its outputs in real numbers, and the lowered plan on ring
 * words.
 *
 * @param files a model.onnx, and a test_data_set_0 with input_0.pb, output_0.pb and so on, by path
 */
record NodeTest(String name, ModelProto model, Map<String, byte[]> files) {
  private static final double FLOAT32 = 1e-4;
  private static final double RING = 0x1p-10;

  /** Which inputs are constants of the model; all others are secret. */
  enum Known {
    NOTHING, INTEGERS, ALL_BUT_THE_FIRST;

    private boolean has(int input, TensorProto tensor) {
      return switch (this) {
        case NOTHING -> false;
        case INTEGERS -> OnnxTensors.element(tensor, "") == Element.INTEGER;
        case ALL_BUT_THE_FIRST -> input > 0;
      };
    }
  }

  sealed interface Outcome {
    record Passes() implements Outcome {}

    record Differs(String how) implements Outcome {}

    record Refused(String line) implements Outcome {}
  }

  static NodeTest of(String name, Map<String, byte[]> files) throws IOException {
    return new NodeTest(name, ModelProto.parseFrom(file(files, "model.onnx")), files);
  }

  /** Whether all inputs and outputs are tensors of elements that Parley has, and no sequences, text or packed bits. */
  boolean isOfTensors() {
    return Stream.concat(model.getGraph().getInputList().stream(), model.getGraph().getOutputList().stream())
        .map(ValueInfoProto::getType)
        .allMatch(type -> type.hasTensorType() && Element.of(type.getTensorType().getElemType()).isPresent());
  }

  /** Those that differ for this test's inputs. */
  List<Known> choices() throws IOException {
    Map<Set<Integer>, Known> distinct = new LinkedHashMap<>();
    for (Known known : Known.values()) {
      distinct.putIfAbsent(known(known), known);
    }
    return List.copyOf(distinct.values());
  }

  private Set<Integer> known(Known known) throws IOException {
    Map<Integer, TensorProto> tensors = new HashMap<>();
    for (int i = 0; i < model.getGraph().getInputCount(); i++) {
      tensors.put(i, tensor("input_" + i));
    }
    return IntStream.range(0, tensors.size()).filter(i -> known.has(i, Objects.requireNonNull(tensors.get(i)))).boxed()
        .collect(Collectors.toSet());
  }

  Outcome run(Known known) throws IOException {
    try {
      String difference = difference(known(known));
      return difference.isEmpty() ? new Outcome.Passes() : new Outcome.Differs(difference);
    } catch (BadRequestException e) {
      return new Outcome.Refused(String.valueOf(e.getMessage()));
    }
  }

  private String difference(Set<Integer> known) throws IOException {
    GraphProto.Builder graph = model.getGraph().toBuilder().clearInput();
    Map<String, Values> inputs = new HashMap<>();
    for (int i = 0; i < model.getGraph().getInputCount(); i++) {
      ValueInfoProto input = model.getGraph().getInput(i);
      TensorProto tensor = tensor("input_" + i);
      if (known.contains(i)) {
        graph.addInitializer(tensor.toBuilder().setName(input.getName()));
      } else {
        graph.addInput(input);
        inputs.put(input.getName(), OnnxTensors.read(tensor, input.getName()));
      }
    }
    OnnxModel read = OnnxImport.read(model.toBuilder().setGraph(graph).build().toByteArray(), name);
    Imported imported = read.bind(batch(read), 16, WeightVisibility.SECRET);
    Map<String, Values> all = new HashMap<>(imported.weights());
    all.putAll(inputs);
    String real = difference(PlaintextInterpreter.run(imported.surfacePlan(), all), FLOAT32);
    return real.isEmpty()
        ? difference(FixedPointInterpreter.run(Lowering.lower(imported.surfacePlan()), all), RING)
        : real;
  }

  private static int batch(OnnxModel model) {
    return model.inputs().stream().limit(1).flatMap(i -> i.dims().stream().limit(1))
        .mapToInt(d -> d instanceof OnnxModel.Dimension.Fixed(int size) ? size : 1).findFirst().orElse(1);
  }

  private String difference(Map<String, Values> outputs, double bound) throws IOException {
    for (int i = 0; i < model.getGraph().getOutputCount(); i++) {
      String output = model.getGraph().getOutput(i).getName();
      Values wanted = OnnxTensors.read(tensor("output_" + i), output);
      Values got = Objects.requireNonNull(outputs.get(output));
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

  private TensorProto tensor(String file) throws IOException {
    return TensorProto.parseFrom(file(files, "test_data_set_0/" + file + ".pb"));
  }

  private static byte[] file(Map<String, byte[]> files, String path) {
    return Objects.requireNonNull(files.get(path), path);
  }

  /** The types of ONNX's own ops in it, those of branches and loops too. */
  Set<String> types() {
    return types(model.getGraph()).collect(Collectors.toSet());
  }

  private static Stream<String> types(GraphProto graph) {
    return graph.getNodeList().stream().flatMap(node -> Stream.concat(
        node.getDomain().isEmpty() ? Stream.of(node.getOpType()) : Stream.empty(),
        node.getAttributeList().stream().filter(a -> a.hasG()).flatMap(a -> types(a.getG()))));
  }

  int bytes() {
    return files.values().stream().mapToInt(f -> f.length).sum();
  }

  @Override
  public String toString() {
    return name;
  }
}
