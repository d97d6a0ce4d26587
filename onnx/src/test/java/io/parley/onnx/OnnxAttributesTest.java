package io.parley.onnx;

import static io.parley.onnx.Conformance.uniform;
import static io.parley.onnx.OnnxConformanceTest.CUBE;
import static io.parley.onnx.OnnxConformanceTest.IMAGES;
import static io.parley.onnx.OnnxConformanceTest.MATRIX;
import static io.parley.onnx.OnnxConformanceTest.POSITIVE;
import static io.parley.onnx.OnnxConformanceTest.bytes;
import static io.parley.onnx.OnnxConformanceTest.indices;
import static io.parley.onnx.OnnxConformanceTest.model;
import static io.parley.onnx.OnnxConformanceTest.quantisation;
import static io.parley.onnx.OnnxConformanceTest.unary;
import static io.parley.onnx.OnnxConformanceTest.weighted;
import static io.parley.onnx.OnnxConformanceTest.wholes;
import static io.parley.onnx.OnnxConformanceTest.with;
import static io.parley.onnx.TestModel.integer;
import static io.parley.onnx.TestModel.ints;
import static io.parley.onnx.TestModel.real;
import static io.parley.onnx.TestModel.reals;
import static io.parley.onnx.TestModel.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.crypto.Shape;
import io.parley.onnx.proto.Onnx.AttributeProto;
import io.parley.onnx.proto.Onnx.TensorProto.DataType;
import io.parley.plan.Values;
import io.parley.plan.WeightVisibility;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Attributes as ONNX Runtime understands them, so that none is read otherwise, or not at all. */
class OnnxAttributesTest {
  private static final Values POSITIVE_IMAGES = uniform(4, 0.5, 3, 2, 4, 6, 5);
  /** Compared with loops, since they are too new for ONNX Runtime here. */
  private static final Set<String> NEWER = Set.of("Attention", "CumProd", "RMSNormalization", "RotaryEmbedding",
      "SwiGLU",
      "Swish", "TensorScatter");
  /** Of types that are all numbers here; refused; or not understood by ONNX Runtime. */
  private static final Set<String> NOT_TRIED = Set.of("output_datatype", "clip", "input_forget", "layout",
      "training_mode",
      "spatial", "coordinate_transformation_mode", "nearest_mode", "output_dtype", "block_size", "Scatter.reduction",
      "SpaceToDepth.mode", "Upsample.antialias", "Upsample.exclude_outside");

  @ParameterizedTest(name = "{0}")
  @MethodSource({"elements", "windows", "axes", "reductions", "shapes", "layers", "quantised"})
  void import_attributes_agreeWithOnnxRuntime(Conformance conformance) {
    conformance.verify();
  }

  static Stream<Conformance> elements() {
    Values ties = Values.of(Shape.of(2, 4), 1, 3, 3, 0, -2, -2, 5, 5);
    return Stream.of(unary("Celu", 12, MATRIX, real("alpha", 0.5)),
        unary("Selu", 7, MATRIX, real("alpha", 2), real("gamma", 0.5)),
        unary("ThresholdedRelu", 10, MATRIX, real("alpha", 0.5)), unary("Hardmax", 13, MATRIX, integer("axis", 0)),
        unary("ArgMin", 13, ties, integer("axis", 1), integer("keepdims", 0)),
        unary("ArgMin", 13, ties, integer("axis", 1), integer("select_last_index", 1)),
        unary("IsInf", 10, MATRIX, integer("detect_negative", 0)),
        unary("IsInf", 10, MATRIX, integer("detect_positive", 0)), unary("IsNaN", 13, MATRIX),
        Conformance.of("CastLike", model(15, MATRIX).integers("like", 1).node("CastLike", "y", List.of("x", "like")),
            MATRIX).exactly(),
        Conformance.of("EyeLike of another type", model(13, MATRIX).node("EyeLike", "e", List.of("x"),
            integer("dtype", 7), integer("k", -1)).node("Cast", "c", List.of("e"), integer("to", 1))
            .node("Add", "y", List.of("x", "c")), MATRIX));
  }

  static Stream<Conformance> windows() {
    Values complex = uniform(1, -1, 1, 2, 3, 5, 2);
    return Stream.of(
        unary("AveragePool", 19, IMAGES, ints("kernel_shape", 2, 3), ints("strides", 2, 1), ints("dilations", 2, 1),
            ints("pads", 1, 1, 0, 1)),
        unary("AveragePool", 11, IMAGES, ints("kernel_shape", 3, 2), ints("strides", 2, 2), integer("ceil_mode", 1)),
        unary("AveragePool", 11, IMAGES, ints("kernel_shape", 3, 2), text("auto_pad", "SAME_UPPER")),
        unary("MaxPool", 12, IMAGES, ints("kernel_shape", 2, 2), text("auto_pad", "SAME_LOWER")),
        unary("LpPool", 18, POSITIVE_IMAGES, ints("kernel_shape", 2, 2), ints("strides", 2, 2),
            ints("pads", 0, 1, 0, 0),
            integer("ceil_mode", 1)).within(0x1p-8),
        unary("LpPool", 18, POSITIVE_IMAGES, ints("kernel_shape", 2, 2), ints("dilations", 2, 1)).within(0x1p-8),
        unary("LpPool", 11, POSITIVE_IMAGES, ints("kernel_shape", 2, 2), text("auto_pad", "SAME_UPPER")).within(0x1p-8),
        weighted("ConvTranspose", 11, IMAGES, uniform(2, -1, 1, 4, 2, 3, 2), ints("kernel_shape", 3, 2),
            ints("strides", 2, 1)),
        Conformance.of("DFT of complex numbers along an axis", model(17, complex).node("DFT", "y", List.of("x"),
            integer("axis", 2)), complex),
        Conformance.of("DFT backwards", model(17, complex).node("DFT", "y", List.of("x"), integer("axis", 1),
            integer("inverse", 1)), complex),
        Conformance.of("windows with and without a period", model(17, uniform(1, -1, 1, 3, 6))
            .weight(indices("n", new long[0], 6)).node("HannWindow", "a", List.of("n"), integer("periodic", 0))
            .node("BlackmanWindow", "b", List.of("n"), integer("periodic", 0))
            .node("HammingWindow", "c", List.of("n")).node("Sum", "all", List.of("a", "b", "c"))
            .node("Mul", "y", List.of("x", "all")), uniform(1, -1, 1, 3, 6)));
  }

  static Stream<Conformance> axes() {
    return Stream.of(with("CenterCropPad", 18, CUBE, List.of(new long[]{2, 7}), ints("axes", 2, 1)),
        with("ReverseSequence", 10, MATRIX, List.of(new long[]{2, 4, 3}), integer("batch_axis", 0),
            integer("time_axis", 1)),
        Conformance.of("ScatterElements that multiplies along an axis", model(16, MATRIX)
            .weight(indices("i", new long[]{3, 2}, 2, 0, -1, 1, 3, 2)).weight("u", uniform(3, -1, 1, 3, 2))
            .node("ScatterElements", "y", List.of("x", "i", "u"), integer("axis", 1), text("reduction", "mul")),
            MATRIX),
        Conformance.of("Scatter", model(9, MATRIX).weight(indices("i", new long[]{3, 1}, 2, 0, 1))
            .weight("u", uniform(3, -1, 1, 3, 1)).node("Scatter", "y", List.of("x", "i", "u"), integer("axis", 1)),
            MATRIX),
        Conformance.of("a part of a shape", model(15, CUBE).node("Shape", "s", List.of("x"), integer("start", -2),
            integer("end", -1)).node("Cast", "c", List.of("s"), integer("to", 1)).node("Add", "y", List.of("x", "c")),
            CUBE),
        Conformance.of("Split 11 by sizes", model(11, CUBE).node("Split", List.of("x"), List.of("a", "b"),
            integer("axis", 2), ints("split", 3, 1)).outputs("a", "b"), CUBE),
        unary("Squeeze", 11, uniform(1, -1, 1, 2, 1, 3, 1), ints("axes", 1)),
        with("Reshape", 14, CUBE, List.of(new long[]{4, -1}), integer("allowzero", 1)),
        unary("MeanVarianceNormalization", 13, IMAGES, ints("axes", 2, 3)));
  }

  static Stream<Conformance> reductions() {
    Stream<Conformance> none = Stream.of("ReduceL1", "ReduceL2", "ReduceLogSumExp", "ReduceMax", "ReduceMean",
        "ReduceMin", "ReduceProd", "ReduceSum")
        .map(type -> Conformance.of(type + " without axes, of all", model(18, MATRIX).node(type, "y", List.of("x"),
            integer("noop_with_empty_axes", 0), integer("keepdims", 0)), MATRIX).within(0x1p-8));
    return Stream.concat(none, Stream.of(
        Conformance.of("ReduceSum over no axes", model(13, MATRIX).integers("none")
            .node("ReduceSum", "y", List.of("x", "none"), integer("noop_with_empty_axes", 1)), MATRIX),
        unary("ReduceLogSum", 18, POSITIVE, integer("keepdims", 0), integer("noop_with_empty_axes", 0)),
        unary("ReduceSumSquare", 18, MATRIX, integer("keepdims", 0), integer("noop_with_empty_axes", 0))));
  }

  static Stream<Conformance> shapes() {
    return Stream.of(
        Conformance.of("Resize along axes to fit", model(18, IMAGES).integers("to", 9, 15)
            .node("Resize", "y", List.of("x", "", "", "to"), ints("axes", 2, 3),
                text("keep_aspect_ratio_policy", "not_larger")),
            IMAGES),
        unary("Upsample", 7, IMAGES, text("mode", "linear"), reals("scales", 1, 1, 2, 2)));
  }

  static Stream<Conformance> layers() {
    Values scale = uniform(5, 0.5, 2, 4);
    Values scores = uniform(2, -3, 3, 3, 5);
    Values x = uniform(1, -1, 1, 4, 2, 3);
    return Stream.of(
        unary("LRN", 13, IMAGES, integer("size", 3), real("alpha", 0.5), real("beta", 0.5), real("bias", 2)),
        layer("InstanceNormalization", 6, scale, real("epsilon", 0.25)),
        layer("GroupNormalization", 21, scale, real("epsilon", 0.25), integer("num_groups", 2)),
        Conformance.of("BatchNormalization", model(15, IMAGES).weight("w", scale).weight("b", uniform(6, -1, 1, 4))
            .weight("m", uniform(7, -1, 1, 4)).weight("v", scale)
            .node("BatchNormalization", "y", List.of("x", "w", "b", "m", "v"), real("epsilon", 0.25)), IMAGES),
        Conformance.of("SoftmaxCrossEntropyLoss but for a class", model(13, scores).input("t", DataType.INT64, 3)
            .node("SoftmaxCrossEntropyLoss", "y", List.of("x", "t"), integer("ignore_index", 2)), scores)
            .and("t", Values.of(Shape.of(3), 3, 0, 2)),
        recurrent("RNN", 1, x, "Relu"), recurrent("GRU", 3, x, "Sigmoid", "Tanh"),
        recurrent("LSTM", 4, x, "Sigmoid", "Tanh", "Tanh"));
  }

  private static Conformance layer(String type, int opset, Values scale, AttributeProto... attributes) {
    return Conformance.of(type, model(Math.max(opset, 7), IMAGES).weight("w", scale).weight("b", uniform(6, -1, 1, 4))
        .node(type, "y", List.of("x", "w", "b"), attributes), IMAGES);
  }

  private static Conformance recurrent(String type, int gates, Values x, String... activations) {
    AttributeProto.Builder names = AttributeProto.newBuilder().setName("activations")
        .setType(AttributeProto.AttributeType.STRINGS);
    Stream.of(activations).forEach(a -> names.addStrings(com.google.protobuf.ByteString.copyFromUtf8(a)));
    return Conformance.of(type + " by " + List.of(activations), model(14, x)
        .weight("w", uniform(2, -1, 1, 1, 5 * gates, 3)).weight("r", uniform(3, -0.5, 0.5, 1, 5 * gates, 5))
        .node(type, List.of("x", "w", "r"), List.of("all"), names.build(), integer("hidden_size", 5)).outputs("all"),
        x);
  }

  static Stream<Conformance> quantised() {
    Values image = bytes(3, 0, 255, 1, 2, 5, 5);
    TestModel conv = quantisation(quantisation(quantisation(TestModel.create().opset(10)
        .input(DataType.UINT8, 1, 2, 5, 5).weight(wholes("w", DataType.INT8, bytes(4, -128, 127, 4, 1, 2, 2))), "a",
        DataType.UINT8, 120, 0.013), "b", DataType.INT8, 0, 0.0071), "y", DataType.UINT8, 120, 0.05);
    return Stream.of(
        Conformance.of("QuantizeLinear along the first axis",
            quantisation(model(13, MATRIX), "q", DataType.INT8, 3, 0.25,
                0.5, 2).node("QuantizeLinear", "y", List.of("x", "qs", "qz"), integer("axis", 0)),
            MATRIX).exactly(),
        Conformance.of("ConvInteger in groups", TestModel.create().opset(10).input(DataType.UINT8, 1, 2, 5, 5)
            .weight(wholes("w", DataType.UINT8, bytes(4, 0, 255, 4, 1, 2, 2))).node("ConvInteger", "y",
                List.of("x", "w"),
                integer("group", 2), ints("strides", 2, 1), ints("dilations", 2, 1), ints("kernel_shape", 2, 2)),
            image).exactly(),
        Conformance.of("ConvInteger with automatic padding", TestModel.create().opset(10)
            .input(DataType.UINT8, 1, 2, 5, 5).weight(wholes("w", DataType.UINT8, bytes(4, 0, 255, 4, 2, 2, 2)))
            .node("ConvInteger", "y", List.of("x", "w"), text("auto_pad", "SAME_UPPER")), image).exactly(),
        Conformance.of("QLinearConv in groups", conv.node("QLinearConv", "y",
            List.of("x", "as", "az", "w", "bs", "bz", "ys", "yz"), integer("group", 2), ints("dilations", 1, 2),
            ints("kernel_shape", 2, 2), text("auto_pad", "VALID")), image).exactly().withinAStep(1));
  }

  @Test
  void everyOpAndEveryAttribute_isCompared() throws ReflectiveOperationException {
    Set<String> types = new TreeSet<>(NEWER);
    Set<String> given = new TreeSet<>();
    Set<String> asked = new TreeSet<>();
    for (Conformance conformance : all()) {
      OnnxModel read = conformance.model().read();
      int[] dims = conformance.inputs().values().iterator().next().shape().dims();
      read.bind(dims.length == 0 ? 1 : dims[0], 16, WeightVisibility.SECRET);
      for (OnnxNode node : read.nodes()) {
        types.add(node.type());
        node.proto().getAttributeList().forEach(a -> given.add(node.type() + "." + a.getName()));
        node.read().stream().filter(name -> !name.startsWith("#") && !NOT_TRIED.contains(name))
            .map(name -> node.type() + "." + name).filter(name -> !NOT_TRIED.contains(name)).forEach(asked::add);
      }
    }

    assertThat(types).containsAll(Operators.types().stream().filter(type -> !type.equals("Constant")).toList());
    asked.removeAll(given);
    assertThat(asked).isEmpty();
  }

  private static List<Conformance> all() throws ReflectiveOperationException {
    List<Conformance> all = new ArrayList<>();
    for (Class<?> tests : List.of(OnnxConformanceTest.class, OnnxAttributesTest.class)) {
      for (Method method : tests.getDeclaredMethods()) {
        if (method.getReturnType() == Stream.class && method.getParameterCount() == 0) {
          ((Stream<?>) method.invoke(null)).forEach(c -> all.add((Conformance) c));
        }
      }
    }
    return all;
  }
}
