package io.parley.onnx;

import static io.parley.onnx.Conformance.uniform;
import static io.parley.onnx.TestModel.integer;
import static io.parley.onnx.TestModel.ints;
import static io.parley.onnx.TestModel.real;
import static io.parley.onnx.TestModel.reals;
import static io.parley.onnx.TestModel.tensor;
import static io.parley.onnx.TestModel.text;

import io.parley.crypto.Shape;
import io.parley.onnx.proto.Onnx.AttributeProto;
import io.parley.onnx.proto.Onnx.TensorProto;
import io.parley.onnx.proto.Onnx.TensorProto.DataType;
import io.parley.plan.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every op, as ONNX Runtime computes it. */
class OnnxConformanceTest {
  static final Values MATRIX = uniform(1, -3, 3, 3, 4);
  static final Values CUBE = uniform(2, -3, 3, 2, 3, 4);
  static final Values POSITIVE = uniform(3, 0.5, 6, 3, 4);
  static final Values IMAGES = uniform(4, -3, 3, 2, 4, 6, 5);

  private static final Values BOX = uniform(5, -2, 2, 2, 2, 3, 5, 4);

  @ParameterizedTest(name = "{0}")
  @MethodSource({"functions", "arithmetic", "logic", "reductions", "matrices", "windows", "shapes", "selections",
      "images", "constants", "normalisations", "rankings", "losses", "trigonometry", "recurrent", "control",
      "integers", "quantised", "others"})
  void import_anOp_agreesWithOnnxRuntime(Conformance conformance) {
    conformance.verify();
  }

  static TestModel model(int opset, Values x) {
    return TestModel.create().opset(opset).input(x.shape().dims());
  }

  /** An op of x alone. */
  static Conformance unary(String type, int opset, Values x, AttributeProto... attributes) {
    return Conformance.of(type + " " + opset + " of " + x.shape() + label(attributes),
        model(opset, x).node(type, "y", List.of("x"), attributes), x);
  }

  /** An op of x and integers that are known. */
  static Conformance with(String type, int opset, Values x, List<long[]> known, AttributeProto... attributes) {
    TestModel model = model(opset, x);
    List<String> inputs = new ArrayList<>(List.of("x"));
    StringBuilder name = new StringBuilder(type + " " + opset + " of " + x.shape());
    for (int i = 0; i < known.size(); i++) {
      inputs.add("k" + i);
      model.integers("k" + i, known.get(i));
      name.append(" by ").append(java.util.Arrays.toString(known.get(i)));
    }
    return Conformance.of(name + label(attributes), model.node(type, "y", inputs, attributes), x);
  }

  /** An op of x and another secret tensor. */
  static Conformance binary(String type, int opset, Values x, Values y, AttributeProto... attributes) {
    return Conformance.of(type + " " + opset + " of " + x.shape() + " and " + y.shape() + label(attributes),
        model(opset, x).input("z", DataType.FLOAT, y.shape().dims()).node(type, "y", List.of("x", "z"), attributes), x)
        .and("z", y);
  }

  /** An op of x and a weight. */
  static Conformance weighted(String type, int opset, Values x, Values w, AttributeProto... attributes) {
    return Conformance.of(type + " " + opset + " of " + x.shape() + " by a weight of " + w.shape() + label(attributes),
        model(opset, x).weight("w", w).node(type, "y", List.of("x", "w"), attributes), x);
  }

  static String label(AttributeProto... attributes) {
    StringBuilder label = new StringBuilder();
    for (AttributeProto a : attributes) {
      label.append(", ").append(a.getName()).append(' ').append(switch (a.getType()) {
        case INT -> a.getI();
        case FLOAT -> a.getF();
        case INTS -> a.getIntsList();
        case FLOATS -> a.getFloatsList();
        default -> a.getS().toStringUtf8();
      });
    }
    return label.toString();
  }

  static Stream<Conformance> functions() {
    Stream<Conformance> plain = Stream.of("Abs", "Ceil", "Celu", "Cos", "Elu", "Erf", "Exp", "Floor", "HardSigmoid",
        "HardSwish", "LeakyRelu", "Mish", "Neg", "Relu", "Round", "Selu", "Sigmoid", "Sign", "Sin", "Softplus",
        "Softsign", "Tanh", "ThresholdedRelu", "Shrink", "Gelu", "Softmax", "LogSoftmax", "Hardmax", "Identity")
        .map(type -> unary(type, 20, MATRIX));
    return Stream.concat(plain, Stream.of(
        unary("Log", 13, POSITIVE), unary("Sqrt", 13, POSITIVE), unary("Reciprocal", 13, POSITIVE),
        unary("Gelu", 20, MATRIX, text("approximate", "tanh")),
        unary("LeakyRelu", 7, MATRIX, real("alpha", 0.25)), unary("Elu", 7, MATRIX, real("alpha", 2)),
        unary("HardSigmoid", 7, MATRIX, real("alpha", 0.5), real("beta", 0.25)),
        unary("Shrink", 9, MATRIX, real("lambd", 1), real("bias", 0.5)),
        unary("Clip", 7, MATRIX, real("min", -1), real("max", 2)), unary("Clip", 7, MATRIX, real("max", 2)),
        unary("Softmax", 13, CUBE, integer("axis", 1)), unary("Softmax", 11, CUBE, integer("axis", 1)),
        unary("Softmax", 7, CUBE, integer("axis", 2)), unary("LogSoftmax", 13, CUBE, integer("axis", 0)),
        unary("LogSoftmax", 11, CUBE), unary("Hardmax", 11, CUBE), unary("Dropout", 12, MATRIX),
        weighted("PRelu", 16, MATRIX, uniform(8, 0, 1, 4)),
        Conformance.of("Clip 13 by constants", model(13, MATRIX).weight("lo", Values.scalar(-0.5))
            .weight("hi", Values.scalar(1.5)).node("Clip", "y", List.of("x", "lo", "hi")), MATRIX),
        Conformance.of("Clip 13 from above", model(13, MATRIX)
            .weight("hi", Values.scalar(1.5)).node("Clip", "y", List.of("x", "", "hi")), MATRIX)));
  }

  static Stream<Conformance> arithmetic() {
    Stream<Conformance> pairs = Stream.of("Add", "Sub", "Mul", "Max", "Min").flatMap(type -> Stream.of(
        binary(type, 13, CUBE, MATRIX), binary(type, 8, MATRIX, MATRIX),
        weighted(type, 13, CUBE, uniform(5, -2, 2, 3, 1))));
    return Stream.concat(pairs, Stream.of(
        binary("Div", 13, MATRIX, POSITIVE).within(0x1p-8), weighted("Div", 7, MATRIX, uniform(6, 1, 4, 4)),
        weighted("Pow", 13, MATRIX, Values.scalar(2)), weighted("Pow", 13, MATRIX, Values.scalar(3)),
        weighted("Pow", 13, POSITIVE, Values.scalar(0.5)), weighted("Pow", 13, POSITIVE, Values.scalar(-1)),
        weighted("Pow", 7, POSITIVE, Values.scalar(-0.5)),
        weighted("Pow", 13, POSITIVE, Values.scalar(1.7)).within(0x1p-7),
        weighted("Pow", 13, MATRIX, Values.of(Shape.of(4), 0, 1, 2, 3)),
        binary("Mod", 13, MATRIX, POSITIVE, integer("fmod", 1)), integers("Div"), integers("Mod"),
        weighted("Mod", 13, MATRIX, Values.scalar(1.5), integer("fmod", 1)),
        Conformance.of("Sum of three", model(13, CUBE).input("z", DataType.FLOAT, 3, 4)
            .node("Sum", "y", List.of("x", "z", "x")), CUBE).and("z", MATRIX),
        Conformance.of("Mean of three", model(13, CUBE).input("z", DataType.FLOAT, 3, 4)
            .node("Mean", "y", List.of("x", "z", "x")), CUBE).and("z", MATRIX)));
  }

  private static Conformance wholes(String type, DataType of, Values x, Values y, AttributeProto... attributes) {
    return Conformance.of(type + " of " + of + label(attributes), TestModel.create().input(of, x.shape().dims())
        .input("z", of, y.shape().dims()).node(type, "y", List.of("x", "z"), attributes), x).and("z", y).exactly();
  }

  private static Conformance byWholes(String type, DataType of, Values x, Values y, AttributeProto... attributes) {
    return Conformance.of(type + " of " + of + " by constants" + label(attributes), TestModel.create()
        .input(of, x.shape().dims()).weight(wholes("k", of, y)).node(type, "y", List.of("x", "k"), attributes), x)
        .exactly();
  }

  static TensorProto wholes(String name, DataType of, Values values) {
    TensorProto.Builder t = TensorProto.newBuilder().setName(name).setDataType(of.getNumber());
    java.util.Arrays.stream(values.shape().dims()).forEach(t::addDims);
    for (double v : values.data()) {
      if (of == DataType.INT64) {
        t.addInt64Data((long) v);
      } else {
        t.addInt32Data((int) v);
      }
    }
    return t.build();
  }

  static Conformance whole(String type, Values x, AttributeProto... attributes) {
    return Conformance.of(type + " of integers" + label(attributes), TestModel.create()
        .input(DataType.INT64, x.shape().dims()).node(type, "y", List.of("x"), attributes), x).exactly();
  }

  /** Beyond what fixed point holds, and to the last unit. */
  static Stream<Conformance> integers() {
    Values large = Values.of(Shape.of(4), 0x1p50, -0x1p50 - 1, 0x1p40 + 1, -3);
    Values near = Values.of(Shape.of(4), 0x1p50 - 1, -0x1p50 - 1, 0x1p40 + 2, 4);
    Values small = Values.of(Shape.of(6), 7, -7, 12, 0, 999_999, -1_000_000);
    Values bytes = Values.of(Shape.of(4), 1, 255, 128, 6);
    Stream<Conformance> pairs = Stream
        .of("Add", "Sub", "Max", "Min", "Less", "LessOrEqual", "Greater", "GreaterOrEqual", "Equal").flatMap(
            type -> Stream.of(wholes(type, DataType.INT64, large, near), byWholes(type, DataType.INT64, large, near)));
    return Stream.concat(pairs, Stream.of(
        whole("Neg", large), whole("Abs", large), whole("Sign", large), whole("ReduceSum", large),
        whole("ReduceMax", large), whole("ArgMax", large),
        wholes("Mul", DataType.INT64, Values.of(Shape.of(2), 1 << 25, -3), Values.of(Shape.of(2), 1 << 25, 5)),
        byWholes("Mul", DataType.INT32, small, Values.scalar(-2)),
        byWholes("Clip", DataType.INT64, large, Values.scalar(-4)),
        byWholes("Div", DataType.INT64, small, Values.scalar(3)),
        byWholes("Div", DataType.INT64, small, Values.scalar(-7)),
        byWholes("Mod", DataType.INT64, small, Values.scalar(3)),
        byWholes("Mod", DataType.INT64, small, Values.scalar(-7)),
        byWholes("Mod", DataType.INT32, small, Values.scalar(-7), integer("fmod", 1)),
        byWholes("Div", DataType.INT64, large, Values.scalar(1 << 30)),
        byWholes("BitShift", DataType.UINT8, bytes, Values.of(Shape.of(4), 3, 4, 7, 1), text("direction", "RIGHT")),
        byWholes("BitShift", DataType.UINT8, Values.of(Shape.of(2), 3, 16), Values.of(Shape.of(2), 6, 3),
            text("direction", "LEFT")),
        byWholes("MatMul", DataType.INT32, Values.of(Shape.of(2, 2), 3000, -1, 7, 20000),
            Values.of(Shape.of(2, 1), 50_000, -9)),
        Conformance.of("Cast of numbers to integers, booleans and back", model(13, MATRIX)
            .node("Cast", "i", List.of("x"), integer("to", 7)).node("Cast", "b", List.of("i"), integer("to", 9))
            .node("Cast", "n", List.of("i"), integer("to", 1)).node("Cast", "one", List.of("b"), integer("to", 6))
            .node("Cast", "f", List.of("b"), integer("to", 1)).outputs("i", "b", "n", "one", "f"), MATRIX).exactly(),
        Conformance.of("Gather of integers by secret indices, counted from the end", TestModel.create()
            .input(DataType.INT64, 2, 2).weight(wholes("table", DataType.INT64, large))
            .node("Gather", "y", List.of("table", "x")), Values.of(Shape.of(2, 2), 3, -1, -4, 1)).exactly(),
        Conformance.of("an embedding where a mask of booleans is set", TestModel.create().input(DataType.INT32, 2, 3)
            .input("m", DataType.BOOL, 2, 3).weight("table", uniform(1, -3, 3, 5, 4))
            .node("Gather", "e", List.of("table", "x")).integers("last", 2)
            .node("Unsqueeze", "u", List.of("m", "last")).node("Cast", "c", List.of("u"), integer("to", 1))
            .node("Mul", "y", List.of("e", "c")), Values.of(Shape.of(2, 3), 4, 0, 2, 3, 3, 1))
            .and("m", Values.of(Shape.of(2, 3), 1, 0, 1, 1, 0, 0)),
        Conformance.of("what ArgMax finds, in arithmetic and as an index", model(13, MATRIX)
            .node("ArgMax", "best", List.of("x"), integer("axis", 1), integer("keepdims", 0))
            .weight("table", uniform(1, -3, 3, 4, 2)).node("Gather", "row", List.of("table", "best"))
            .integers("k", 3).node("Mul", "product", List.of("best", "k")).outputs("row", "product"), MATRIX)));
  }

  static TestModel quantisation(TestModel model, String name, DataType type, double zero, double... scales) {
    double[] zeros = new double[scales.length];
    java.util.Arrays.fill(zeros, zero);
    Shape shape = scales.length == 1 ? Shape.of() : Shape.of(scales.length);
    return model.weight(name + "s", Values.of(shape, scales)).weight(wholes(name + "z", type, Values.of(shape, zeros)));
  }

  static Values bytes(long seed, int from, int to, int... dims) {
    Shape shape = Shape.of(dims);
    return Values.of(shape, new java.util.Random(seed).ints(shape.size(), from, to + 1).asDoubleStream().toArray());
  }

  private static Conformance quantised(DataType type, double zero, double... scales) {
    return Conformance.of("QuantizeLinear to " + type + " by " + java.util.Arrays.toString(scales),
        quantisation(model(13, MATRIX), "q", type, zero, scales).node("QuantizeLinear", "y", List.of("x", "qs", "qz")),
        MATRIX).exactly();
  }

  static Stream<Conformance> quantised() {
    Values a = bytes(1, 0, 255, 3, 4);
    Values b = bytes(2, -128, 127, 4, 5);
    Values image = bytes(3, 0, 255, 1, 2, 5, 5);
    Values kernels = bytes(4, -128, 127, 3, 2, 3, 3);
    TestModel product = quantisation(quantisation(quantisation(TestModel.create().opset(10).input(DataType.UINT8, 3, 4)
        .weight(wholes("w", DataType.INT8, b)), "a", DataType.UINT8, 120, 0.013), "b", DataType.INT8, -3, 0.0071), "y",
        DataType.UINT8, 99, 0.083);
    TestModel conv = quantisation(quantisation(quantisation(TestModel.create().opset(10)
        .input(DataType.UINT8, 1, 2, 5, 5).weight(wholes("w", DataType.INT8, kernels)), "a", DataType.UINT8, 120,
        0.013),
        "b", DataType.INT8, 0, 0.0071, 0.004, 0.009), "y", DataType.UINT8, 120, 0.11)
        .weight(wholes("bias", DataType.INT32, Values.of(Shape.of(3), 3000, -2000, 77)));
    return Stream.of(
        quantised(DataType.UINT8, 7, 0.25), quantised(DataType.INT8, -7, 0.25), quantised(DataType.UINT8, 100, 0x1p-6),
        quantised(DataType.INT8, 0, 0.25, 0.5, 0x1p-6, 1), quantised(DataType.UINT8, 7, 0.013).withinAStep(1),
        Conformance.of("DequantizeLinear along an axis", quantisation(TestModel.create().opset(13)
            .input(DataType.INT8, 4, 5), "d", DataType.INT8, -3, 0.001, 0.02, 0.3, 4)
            .node("DequantizeLinear", "y", List.of("x", "ds", "dz"), integer("axis", 0)), b),
        Conformance.of("QLinearMatMul", product.node("QLinearMatMul", "y",
            List.of("x", "as", "az", "w", "bs", "bz", "ys", "yz")), a).exactly().withinAStep(1),
        Conformance.of("QLinearConv", conv.node("QLinearConv", "y",
            List.of("x", "as", "az", "w", "bs", "bz", "ys", "yz", "bias"), ints("pads", 1, 1, 1, 1),
            ints("strides", 2, 2)),
            image).exactly().withinAStep(1),
        Conformance.of("MatMulInteger", quantisation(TestModel.create().opset(10).input(DataType.UINT8, 3, 4)
            .weight(wholes("w", DataType.INT8, b)).weight(wholes("wz", DataType.INT8, Values.scalar(-3))), "a",
            DataType.UINT8, 120, 1).node("MatMulInteger", "y", List.of("x", "w", "az", "wz")), a).exactly(),
        Conformance.of("ConvInteger", quantisation(TestModel.create().opset(10).input(DataType.UINT8, 1, 2, 5, 5)
            .weight(wholes("w", DataType.UINT8, bytes(4, 0, 255, 3, 2, 3, 3))), "a", DataType.UINT8, 120, 1)
            .node("ConvInteger", "y", List.of("x", "w", "az"), ints("pads", 1, 0, 1, 2)), image).exactly(),
        Conformance.of("DynamicQuantizeLinear", model(11, MATRIX)
            .node("DynamicQuantizeLinear", List.of("x"), List.of("q", "s", "z")).outputs("q", "z"), MATRIX).exactly()
            .withinAStep(1),
        Conformance.of("a network of quantised and dequantised tensors", network(), uniform(6, 0, 2, 2, 2, 6, 6))
            .withinAStep(0.05));
  }

  /** A convolution and a matrix product, with what enters and leaves each quantised. */
  private static TestModel network() {
    TestModel model = TestModel.create().opset(13).input(2, 2, 6, 6);
    quantisation(model, "in", DataType.UINT8, 0, 2.0 / 255);
    quantisation(model, "k", DataType.INT8, 0, 0.01, 0.005, 0.02);
    quantisation(model, "c", DataType.INT32, 0, 0.0001);
    quantisation(model, "mid", DataType.UINT8, 0, 0.04);
    quantisation(model, "m", DataType.INT8, 0, 0.008);
    quantisation(model, "out", DataType.INT8, 5, 0.05);
    return model.weight(wholes("kernels", DataType.INT8, bytes(7, -100, 100, 3, 2, 3, 3)))
        .weight(wholes("bias", DataType.INT32, bytes(8, -3000, 3000, 3)))
        .weight(wholes("matrix", DataType.INT8, bytes(9, -40, 40, 48, 4)))
        .node("QuantizeLinear", "q1", List.of("x", "ins", "inz"))
        .node("DequantizeLinear", "d1", List.of("q1", "ins", "inz"))
        .node("DequantizeLinear", "dk", List.of("kernels", "ks", "kz"), integer("axis", 0))
        .node("DequantizeLinear", "db", List.of("bias", "cs", "cz"))
        .node("Conv", "conv", List.of("d1", "dk", "db")).node("Relu", "r", List.of("conv"))
        .node("QuantizeLinear", "q2", List.of("r", "mids", "midz"))
        .node("DequantizeLinear", "d2", List.of("q2", "mids", "midz")).node("Flatten", "f", List.of("d2"))
        .node("DequantizeLinear", "dm", List.of("matrix", "ms", "mz")).node("MatMul", "p", List.of("f", "dm"))
        .node("QuantizeLinear", "q3", List.of("p", "outs", "outz"))
        .node("DequantizeLinear", "y", List.of("q3", "outs", "outz"));
  }

  static Stream<Conformance> others() {
    return Stream.of(
        Conformance.of("MaxPool with its indices", model(12, IMAGES).node("MaxPool", List.of("x"), List.of("y", "i"),
            ints("kernel_shape", 3, 2), ints("strides", 2, 1), ints("pads", 1, 1, 0, 0)).outputs("y", "i"), IMAGES),
        Conformance.of("MaxPool with its indices down the columns", model(12, IMAGES).node("MaxPool", List.of("x"),
            List.of("y", "i"), ints("kernel_shape", 2, 2), ints("dilations", 2, 1), integer("storage_order", 1))
            .outputs("y", "i"), IMAGES),
        unequal("RNN", 1, "forward"), unequal("GRU", 3, "reverse"), unequal("LSTM", 4, "bidirectional"),
        Conformance.of("ReverseSequence", model(10, MATRIX).weight(indices("n", new long[]{4}, 3, 1, 2, 3))
            .node("ReverseSequence", "y", List.of("x", "n")), MATRIX),
        Conformance.of("DFT", model(20, CUBE).node("Unsqueeze", "u", List.of("x", "last")).integers("last", -1)
            .node("DFT", "y", List.of("u"), integer("onesided", 1)), CUBE),
        Conformance.of("Hann, Hamming and Blackman windows", model(17, uniform(1, -1, 1, 3, 6))
            .weight(indices("n", new long[0], 6)).node("HannWindow", "a", List.of("n"))
            .node("HammingWindow", "b", List.of("n"), integer("periodic", 0)).node("BlackmanWindow", "c", List.of("n"))
            .node("Sum", "all", List.of("a", "b", "c")).node("Mul", "y", List.of("x", "all")),
            uniform(1, -1, 1, 3, 6)),
        Conformance.of("BitwiseNot", TestModel.create().opset(18).input(DataType.INT64, 3)
            .node("BitwiseNot", "y", List.of("x")), Values.of(Shape.of(3), 5, -6, 1L << 40)).exactly());
  }

  private static Conformance unequal(String type, int gates, String direction) {
    int directions = direction.equals("bidirectional") ? 2 : 1;
    Values x = uniform(1, -1, 1, 4, 3, 2);
    TestModel model = model(14, x).weight("w", uniform(2, -1, 1, directions, 3 * gates, 2))
        .weight("r", uniform(3, -0.5, 0.5, directions, 3 * gates, 3)).weight("h", uniform(5, -1, 1, directions, 3, 3))
        .weight(wholes("n", DataType.INT32, Values.of(Shape.of(3), 2, 4, 1)));
    List<String> outputs = gates == 4 ? List.of("all", "last", "cell") : List.of("all", "last");
    return Conformance.of(type + " of sequences of different lengths, " + direction, model.node(type,
        List.of("x", "w", "r", "", "n", "h"), outputs, text("direction", direction), integer("hidden_size", 3))
        .outputs(outputs.toArray(new String[0])), x);
  }

  private static Conformance integers(String type) {
    return Conformance.of(type + " of integers", TestModel.create().input(DataType.INT64, 5)
        .input("z", DataType.INT64, 5).node(type, "y", List.of("x", "z")), Values.of(Shape.of(5), 7, -7, 12, 0, 999))
        .and("z", Values.of(Shape.of(5), 2, 2, 4, 5, 7));
  }

  static Stream<Conformance> logic() {
    Stream<Conformance> comparisons = Stream.of("Less", "Greater", "LessOrEqual", "GreaterOrEqual", "Equal")
        .flatMap(type -> Stream.of(binary(type, 16, MATRIX, POSITIVE), binary(type, 16, CUBE, MATRIX),
            weighted(type, 16, MATRIX, uniform(1, -3, 3, 4))));
    Stream<Conformance> bits = Stream.of("And", "Or", "Xor").flatMap(type -> Stream.of(
        Conformance.of(type + " of bits", compared().node(type, "y", List.of("a", "b")), MATRIX).and("z", POSITIVE),
        Conformance.of(type + " of bits that broadcast",
            compared().integers("one", 0).node("Unsqueeze", "u", List.of("b", "one"))
                .node(type, "y", List.of("a", "u")),
            MATRIX).and("z", POSITIVE)));
    return Stream.of(comparisons, bits, Stream.of(
        Conformance.of("Not", compared().node("Not", "y", List.of("a")), MATRIX).and("z", POSITIVE),
        Conformance.of("Equal of bits", compared().node("Equal", "y", List.of("a", "b")), MATRIX).and("z", POSITIVE),
        Conformance.of("Cast of bits", compared().node("Cast", "y", List.of("a"), integer("to", 1)), MATRIX)
            .and("z", POSITIVE),
        Conformance.of("Cast to bits", model(13, MATRIX).node("Floor", "f", List.of("x"))
            .node("Cast", "y", List.of("f"), integer("to", 9)), MATRIX),
        Conformance.of("Cast to integers", model(13, MATRIX).node("Cast", "y", List.of("x"), integer("to", 7)), MATRIX),
        Conformance.of("Where of secret bits", compared().node("Where", "y", List.of("a", "x", "z")), MATRIX)
            .and("z", POSITIVE),
        Conformance.of("Where of secret bits that broadcast", compared().node("Reshape", "r", List.of("a", "to"))
            .integers("to", 3, 1, 4).node("Where", "y", List.of("r", "x", "z")), MATRIX).and("z", POSITIVE),
        Conformance.of("Where of known bits", model(16, MATRIX).weight(bits("c", 1, 0, 0, 1))
            .weight("e", Values.scalar(Float.NEGATIVE_INFINITY)).node("Where", "w", List.of("c", "x", "e"))
            .node("Softmax", "y", List.of("w")), MATRIX)))
        .flatMap(s -> s);
  }

  private static TestModel compared() {
    return model(16, MATRIX).input("z", DataType.FLOAT, 3, 4).node("Less", "a", List.of("x", "z"))
        .weight("half", Values.scalar(0.5)).node("Greater", "b", List.of("x", "half"));
  }

  private static TensorProto bits(String name, int... values) {
    TensorProto.Builder t = TensorProto.newBuilder().setName(name).setDataType(DataType.BOOL.getNumber())
        .addDims(values.length);
    for (int v : values) {
      t.addInt32Data(v);
    }
    return t.build();
  }

  static Stream<Conformance> reductions() {
    Stream<Conformance> plain = Stream.of("ReduceL1", "ReduceL2", "ReduceLogSumExp", "ReduceMax", "ReduceMean",
        "ReduceMin", "ReduceProd", "ReduceSum", "ReduceSumSquare").flatMap(
            type -> Stream.of(
                unary(type, 11, CUBE, ints("axes", 1)),
                unary(type, 11, CUBE, ints("axes", 0, -1), integer("keepdims", 0)),
                with(type, 18, CUBE, List.of(new long[]{2})),
                unary(type, 11, uniform(9, -1, 1, 2, 3))));
    return Stream.concat(plain, Stream.of(
        unary("ReduceLogSum", 11, POSITIVE, ints("axes", 1)),
        unary("ArgMax", 13, CUBE, integer("axis", 1)), unary("ArgMin", 13, CUBE, integer("axis", -1)),
        unary("ArgMax", 13, CUBE, integer("keepdims", 0), integer("select_last_index", 1)),
        with("CumSum", 14, CUBE, List.of(new long[]{1})),
        with("CumSum", 14, CUBE, List.of(new long[]{2}), integer("exclusive", 1), integer("reverse", 1))));
  }

  static Stream<Conformance> matrices() {
    return Stream.of(
        binary("MatMul", 13, MATRIX, uniform(5, -2, 2, 4, 5)), weighted("MatMul", 13, CUBE, uniform(5, -2, 2, 4, 5)),
        weighted("MatMul", 13, CUBE, uniform(5, -2, 2, 2, 4, 5)), binary("MatMul", 13, CUBE, uniform(5, -2, 2, 4, 5)),
        binary("MatMul", 13, MATRIX, uniform(5, -2, 2, 2, 4, 5)), weighted("MatMul", 13, CUBE, uniform(5, -2, 2, 4)),
        binary("MatMul", 13, uniform(7, -1, 1, 4), uniform(5, -2, 2, 4, 5)),
        binary("MatMul", 13, uniform(7, -1, 1, 4), uniform(5, -2, 2, 4)),
        binary("MatMul", 13, uniform(7, -1, 1, 2, 1, 3, 4), uniform(5, -2, 2, 3, 4, 2)),
        binary("Einsum", 12, CUBE, uniform(5, -2, 2, 2, 4, 5), text("equation", "bij,bjk->bik")),
        unary("Einsum", 12, CUBE, text("equation", "bij->jib")),
        weighted("Einsum", 12, CUBE, uniform(5, -2, 2, 4), text("equation", "...i,i->...")),
        weighted("Gemm", 13, MATRIX, uniform(5, -2, 2, 5, 4), integer("transB", 1), real("alpha", 0.5)),
        binary("Gemm", 11, MATRIX, uniform(5, -2, 2, 3, 2), integer("transA", 1)));
  }

  static Stream<Conformance> windows() {
    Values kernels = uniform(5, -1, 1, 6, 4, 3, 3);
    Values lines = uniform(6, -2, 2, 2, 3, 8);
    return Stream.of(
        weighted("Conv", 11, IMAGES, kernels), weighted("Conv", 11, IMAGES, kernels, ints("strides", 2, 1),
            ints("pads", 1, 0, 2, 1), ints("dilations", 1, 2)),
        weighted("Conv", 11, IMAGES, uniform(5, -1, 1, 4, 1, 3, 3), integer("group", 4),
            text("auto_pad", "SAME_UPPER")),
        weighted("Conv", 11, lines, uniform(5, -1, 1, 4, 3, 3)),
        weighted("Conv", 11, lines, uniform(5, -1, 1, 3, 1, 2), ints("pads", 2, 1), ints("strides", 2),
            ints("dilations", 2), integer("group", 3), ints("kernel_shape", 2)),
        binary("Conv", 11, IMAGES, kernels),
        unary("MaxPool", 11, IMAGES, ints("kernel_shape", 3, 2), ints("strides", 2, 2), ints("pads", 1, 0, 1, 1)),
        unary("MaxPool", 11, lines, ints("kernel_shape", 2), ints("strides", 2)),
        unary("MaxPool", 11, IMAGES, ints("kernel_shape", 2, 2), ints("strides", 2, 2), integer("ceil_mode", 1)),
        unary("AveragePool", 11, IMAGES, ints("kernel_shape", 3, 2), ints("pads", 1, 0, 1, 1)),
        unary("AveragePool", 11, lines, ints("kernel_shape", 3), ints("pads", 1, 1), integer("count_include_pad", 1)),
        unary("AveragePool", 19, lines, ints("kernel_shape", 3), ints("strides", 3), ints("pads", 1, 1),
            integer("ceil_mode", 1), integer("count_include_pad", 1)),
        unary("AveragePool", 19, IMAGES, ints("kernel_shape", 3, 2), ints("strides", 2, 3), ints("pads", 1, 1, 1, 1),
            integer("ceil_mode", 1), integer("count_include_pad", 1)),
        unary("AveragePool", 19, BOX, ints("kernel_shape", 2, 2, 2), ints("strides", 2, 2, 2),
            ints("pads", 1, 1, 0, 0, 0, 1), integer("ceil_mode", 1), integer("count_include_pad", 1)),
        weighted("Conv", 11, BOX, uniform(5, -1, 1, 3, 2, 2, 3, 2), ints("pads", 1, 1, 0, 0, 1, 1),
            ints("strides", 1, 2, 1)),
        unary("MaxPool", 11, BOX, ints("kernel_shape", 2, 2, 2), ints("pads", 0, 1, 0, 1, 0, 0)),
        unary("AveragePool", 11, BOX, ints("kernel_shape", 2, 2, 2), ints("pads", 0, 1, 0, 1, 0, 0)),
        weighted("ConvTranspose", 11, IMAGES, uniform(5, -1, 1, 4, 3, 3, 2), ints("strides", 2, 2),
            ints("pads", 1, 0, 0, 1),
            ints("output_padding", 1, 0)),
        weighted("ConvTranspose", 11, IMAGES, uniform(5, -1, 1, 4, 3, 2, 2), ints("strides", 2, 2)),
        weighted("ConvTranspose", 11, IMAGES, uniform(5, -1, 1, 4, 1, 3, 3), integer("group", 2),
            ints("dilations", 2, 1)),
        weighted("ConvTranspose", 11, IMAGES, uniform(5, -1, 1, 4, 2, 3, 3), ints("strides", 3, 2),
            ints("output_shape", 16, 10)),
        weighted("ConvTranspose", 11, IMAGES, uniform(5, -1, 1, 4, 2, 3, 3), ints("strides", 2, 2),
            text("auto_pad", "SAME_UPPER")),
        weighted("ConvTranspose", 11, lines, uniform(5, -1, 1, 3, 2, 3), ints("strides", 2), ints("pads", 1, 0)),
        unary("LpPool", 11, IMAGES, ints("kernel_shape", 2, 2)), unary("LpPool", 11, IMAGES, ints("kernel_shape", 2, 3),
            ints("strides", 2, 1), integer("p", 1)),
        unary("GlobalAveragePool", 7, IMAGES), unary("GlobalMaxPool", 7, IMAGES), unary("GlobalMaxPool", 7, lines),
        unary("GlobalAveragePool", 7, lines));
  }

  static Stream<Conformance> shapes() {
    return Stream.of(
        unary("Flatten", 13, CUBE, integer("axis", 2)), unary("Flatten", 9, CUBE, integer("axis", 0)),
        with("Reshape", 13, CUBE, List.of(new long[]{0, -1})), with("Reshape", 7, CUBE, List.of(new long[]{4, 6})),
        unary("Transpose", 13, CUBE), unary("Transpose", 13, CUBE, ints("perm", 1, 0, 2)),
        with("Squeeze", 13, uniform(1, -1, 1, 1, 3, 1), List.of(new long[]{-1})),
        unary("Squeeze", 11, uniform(1, -1, 1, 1, 3, 1)), with("Unsqueeze", 13, MATRIX, List.of(new long[]{0, -1})),
        unary("Unsqueeze", 11, MATRIX, ints("axes", 1, 3)),
        with("Expand", 13, MATRIX, List.of(new long[]{2, 1, 4})), with("Expand", 8, uniform(1, -1, 1, 3, 1),
            List.of(new long[]{2, 1, 6})),
        with("Tile", 13, CUBE, List.of(new long[]{1, 2, 3})));
  }

  static Stream<Conformance> selections() {
    long last = Long.MAX_VALUE;
    return Stream.of(
        unary("Slice", 9, CUBE, ints("starts", 1, -3), ints("ends", 3, 1000), ints("axes", 1, 2)),
        with("Slice", 13, CUBE, List.of(new long[]{0, 1}, new long[]{last, -1})),
        with("Slice", 13, CUBE, List.of(new long[]{1}, new long[]{last}, new long[]{-1}, new long[]{2})),
        with("Slice", 13, CUBE, List.of(new long[]{-1}, new long[]{Long.MIN_VALUE}, new long[]{2}, new long[]{-1})),
        with("Slice", 13, CUBE, List.of(new long[]{3}, new long[]{-4}, new long[]{-1}, new long[]{-2})),
        with("Gather", 13, CUBE, List.of(new long[]{2, 0, -1, 2}), integer("axis", 1)),
        with("Gather", 13, CUBE, List.of(new long[]{1, 1, 1})),
        Conformance.of("Gather by a matrix", model(13, CUBE).weight(indices("i", new long[]{2, 2}, 3, 0, 1, 1))
            .node("Gather", "y", List.of("x", "i"), integer("axis", 2)), CUBE),
        Conformance.of("Gather by a single index", model(13, CUBE).weight(indices("i", new long[0], 1))
            .node("Gather", "y", List.of("x", "i"), integer("axis", 1)), CUBE),
        Conformance.of("Gather by secret indices", TestModel.create().input(DataType.INT64, 2, 3)
            .weight("table", uniform(1, -3, 3, 5, 4)).node("Gather", "y", List.of("table", "x")),
            Values.of(Shape.of(2, 3), 4, 0, 2, 3, 3, 1)),
        Conformance.of("GatherElements",
            model(13, MATRIX).weight(indices("i", new long[]{2, 4}, 2, 0, -1, 1, 0, 0, 1, 2))
                .node("GatherElements", "y", List.of("x", "i"), integer("axis", 0)),
            MATRIX),
        Conformance.of("GatherND", model(13, CUBE).weight(indices("i", new long[]{2, 2}, 1, 2, 0, -1))
            .node("GatherND", "y", List.of("x", "i")), CUBE),
        Conformance.of("GatherND in batches", model(13, CUBE).weight(indices("i", new long[]{2, 1}, 1, 2))
            .node("GatherND", "y", List.of("x", "i"), integer("batch_dims", 1)), CUBE),
        Conformance.of("Concat of three", model(13, CUBE).weight("w", uniform(4, -1, 1, 2, 1, 4))
            .node("Concat", "y", List.of("x", "w", "x"), integer("axis", 1)), CUBE),
        Conformance.of("Split 13 by sizes", model(13, CUBE).integers("s", 1, 3)
            .node("Split", List.of("x", "s"), List.of("a", "b"), integer("axis", 2)).outputs("a", "b"), CUBE),
        Conformance.of("Split 11 in halves", model(11, CUBE)
            .node("Split", List.of("x"), List.of("a", "b"), integer("axis", -1)).outputs("b", "a"), CUBE),
        Conformance.of("Split 18 in unequal parts", model(18, MATRIX)
            .node("Split", List.of("x"), List.of("a", "b"), integer("num_outputs", 2)).outputs("a", "b"), MATRIX),
        unary("Pad", 7, MATRIX, ints("pads", 1, 0, 0, 2), real("value", 1.5)),
        with("Pad", 13, CUBE, List.of(new long[]{0, 1, 2, 1, 0, 1}), text("mode", "reflect")),
        with("Pad", 13, CUBE, List.of(new long[]{0, 1, 2, 1, 0, 1}), text("mode", "edge")),
        with("Pad", 13, CUBE, List.of(new long[]{0, -1, 2, 1, 0, -1})),
        with("Trilu", 14, CUBE, List.of()), with("Trilu", 14, CUBE, List.of(), integer("upper", 0)),
        Conformance.of("Trilu moved", model(14, CUBE).weight(indices("k", new long[0], -1))
            .node("Trilu", "y", List.of("x", "k"), integer("upper", 0)), CUBE));
  }

  static TensorProto indices(String name, long[] dims, long... values) {
    TensorProto.Builder t = TensorProto.newBuilder().setName(name).setDataType(DataType.INT64.getNumber());
    for (long d : dims) {
      t.addDims(d);
    }
    for (long v : values) {
      t.addInt64Data(v);
    }
    return t.build();
  }

  private static Conformance resized(int opset, double[] scales, AttributeProto... attributes) {
    TestModel model = model(opset, IMAGES).weight("roi", Values.of(Shape.of(0)))
        .weight("scales", Values.of(Shape.of(4), scales));
    return Conformance.of("Resize " + opset + " by " + java.util.Arrays.toString(scales) + label(attributes),
        model.node("Resize", "y", opset < 11 ? List.of("x", "scales") : List.of("x", "roi", "scales"), attributes),
        IMAGES);
  }

  static Stream<Conformance> images() {
    double[] doubled = {1, 1, 2, 2};
    double[] odd = {1, 1, 0.5, 1.6};
    return Stream.of(
        unary("DepthToSpace", 13, IMAGES, integer("blocksize", 2)),
        unary("DepthToSpace", 13, IMAGES, integer("blocksize", 2), text("mode", "CRD")),
        unary("SpaceToDepth", 13, uniform(1, -2, 2, 1, 2, 4, 6), integer("blocksize", 2)),
        resized(10, doubled), resized(13, doubled), resized(13, odd),
        resized(13, doubled, text("coordinate_transformation_mode", "asymmetric"), text("nearest_mode", "floor")),
        resized(13, doubled, text("mode", "linear")), resized(13, odd, text("mode", "linear")),
        resized(13, doubled, text("mode", "linear"), text("coordinate_transformation_mode", "align_corners")),
        resized(13, doubled, text("mode", "linear"), text("coordinate_transformation_mode", "pytorch_half_pixel")),
        resized(13, odd, text("mode", "cubic")), resized(13, doubled, text("mode", "cubic"),
            integer("exclude_outside", 1), real("cubic_coeff_a", -0.5)),
        resized(18, odd, text("mode", "linear"), integer("antialias", 1)),
        with("CenterCropPad", 18, MATRIX, List.of(new long[]{2, 7})),
        Conformance.of("Resize to sizes", model(13, IMAGES).integers("to", 2, 4, 9, 10)
            .node("Resize", "y", List.of("x", "", "", "to")), IMAGES),
        Conformance.of("Upsample", TestModel.create().opset(9).input(2, 4, 6, 5)
            .weight("scales", Values.of(Shape.of(4), doubled)).node("Upsample", "y", List.of("x", "scales")), IMAGES),
        Conformance.of("Upsample by attribute", TestModel.create().opset(7).input(2, 4, 6, 5)
            .node("Upsample", "y", List.of("x"), reals("scales", doubled)), IMAGES));
  }

  static Stream<Conformance> constants() {
    return Stream.of(
        Conformance.of("positions by Shape, Range, Cast, Unsqueeze", model(13, CUBE)
            .node("Shape", "s", List.of("x")).weight(indices("two", new long[0], 2))
            .weight(indices("zero", new long[0], 0))
            .weight(indices("one", new long[0], 1)).node("Gather", "length", List.of("s", "two"))
            .node("Range", "r", List.of("zero", "length", "one")).node("Cast", "c", List.of("r"), integer("to", 1))
            .node("Add", "y", List.of("x", "c")), CUBE),
        Conformance.of("a causal mask by ConstantOfShape, Trilu, Equal, Where", model(14, uniform(3, -2, 2, 2, 4, 4))
            .integers("dims", 4, 4)
            .node("ConstantOfShape", "ones", List.of("dims"), tensor("value", Values.of(Shape.of(1), 1)))
            .node("Trilu", "lower", List.of("ones"), integer("upper", 0)).weight("zero", Values.scalar(0))
            .node("Equal", "masked", List.of("lower", "zero")).weight("least", Values.scalar(-3.4e38))
            .node("Where", "bias", List.of("masked", "least", "lower")).node("Add", "a", List.of("x", "bias"))
            .node("Softmax", "y", List.of("a"), integer("axis", -1)), uniform(3, -2, 2, 2, 4, 4)),
        Conformance.of("a reshape by Shape, Slice, Div, Mul, Concat", model(15, CUBE)
            .node("Shape", "tail", List.of("x"), integer("start", 1)).node("ReduceProd", "n", List.of("tail"))
            .integers("five", 5).node("Div", "q", List.of("n", "five")).node("Mod", "rest", List.of("n", "five"))
            .node("Mul", "back", List.of("q", "rest")).node("Size", "size", List.of("x")).integers("open", -1)
            .node("Max", "m", List.of("q", "q")).integers("four", 4)
            .node("Concat", "to", List.of("open", "back"), integer("axis", 0))
            .node("Reshape", "y", List.of("x", "to")), CUBE),
        Conformance.of("NonZero of a constant", model(13, MATRIX).weight(indices("k", new long[]{4}, 0, 3, 0, 1))
            .node("NonZero", "at", List.of("k")).integers("flat", -1).node("Reshape", "i", List.of("at", "flat"))
            .node("Gather", "y", List.of("x", "i"), integer("axis", 1)), MATRIX),
        Conformance.of("EyeLike", model(13, uniform(1, -1, 1, 3, 3)).node("EyeLike", "e", List.of("x"), integer("k", 1))
            .node("Add", "y", List.of("x", "e")), uniform(1, -1, 1, 3, 3)));
  }

  static Stream<Conformance> normalisations() {
    Values scale = uniform(5, 0.5, 2, 4);
    return Stream.of(
        weighted("LayerNormalization", 17, CUBE, scale),
        Conformance.of("LayerNormalization over two axes", model(17, CUBE).weight("w", uniform(5, 0.5, 2, 3, 4))
            .weight("b", uniform(6, -1, 1, 3, 4)).node("LayerNormalization", "y", List.of("x", "w", "b"),
                integer("axis", 1), real("epsilon", 0.01)),
            CUBE),
        normalised("InstanceNormalization", 6, scale),
        normalised("GroupNormalization", 21, scale, integer("num_groups", 2)),
        unary("LRN", 13, IMAGES, integer("size", 3), real("alpha", 0.5)),
        unary("LpNormalization", 11, MATRIX, integer("axis", 1)), unary("LpNormalization", 11, MATRIX, integer("p", 1)),
        unary("MeanVarianceNormalization", 13, IMAGES));
  }

  private static Conformance normalised(String type, int opset, Values scale, AttributeProto... attributes) {
    return Conformance.of(type + label(attributes), model(Math.max(opset, 7), IMAGES).weight("w", scale)
        .weight("b", uniform(6, -1, 1, 4)).node(type, "y", List.of("x", "w", "b"), attributes), IMAGES);
  }

  static Stream<Conformance> rankings() {
    return Stream.of(
        Conformance.of("TopK", model(11, CUBE).integers("k", 2)
            .node("TopK", List.of("x", "k"), List.of("v", "i")).outputs("v", "i"), distinct(CUBE)),
        Conformance.of("TopK of the smallest", model(11, CUBE).integers("k", 3).node("TopK", List.of("x", "k"),
            List.of("v", "i"), integer("largest", 0), integer("axis", 1)).outputs("v", "i"), distinct(CUBE)),
        Conformance.of("OneHot of secret indices", TestModel.create().input(DataType.INT64, 2, 3)
            .integers("depth", 4).weight("values", Values.of(Shape.of(2), -1, 3))
            .node("OneHot", "y", List.of("x", "depth", "values"), integer("axis", 1)),
            Values.of(Shape.of(2, 3), 3, 0, 2, 3, 3, 1)),
        Conformance.of("OneHot of known indices", model(13, uniform(1, -1, 1, 4)).integers("i", 3, -1, 0, 2)
            .integers("depth", 4).weight("values", Values.of(Shape.of(2), 0, 1))
            .node("OneHot", "hot", List.of("i", "depth", "values")).node("MatMul", "y", List.of("hot", "x")),
            uniform(1, -1, 1, 4)),
        Conformance.of("ScatterElements", model(13, MATRIX).weight(indices("i", new long[]{1, 4}, 2, 0, -1, 1))
            .weight("u", uniform(3, -1, 1, 1, 4)).node("ScatterElements", "y", List.of("x", "i", "u")), MATRIX),
        Conformance.of("ScatterND that adds", model(16, MATRIX).weight(indices("i", new long[]{3, 1}, 2, 0, 2))
            .weight("u", uniform(3, -1, 1, 3, 4))
            .node("ScatterND", "y", List.of("x", "i", "u"), text("reduction", "add")), MATRIX),
        Conformance.of("ScatterND", model(13, MATRIX).weight(indices("i", new long[]{2, 1}, 2, 0))
            .weight("u", uniform(3, -1, 1, 2, 4)).node("ScatterND", "y", List.of("x", "i", "u")), MATRIX));
  }

  static Stream<Conformance> losses() {
    Values labels = Values.of(Shape.of(3), 3, 0, 2);
    Values scores = uniform(2, -3, 3, 3, 5);
    return Stream.of("mean", "sum", "none").flatMap(reduction -> Stream.of(
        Conformance.of("SoftmaxCrossEntropyLoss, " + reduction, model(13, scores).input("t", DataType.INT64, 3)
            .node("SoftmaxCrossEntropyLoss", "y", List.of("x", "t"), text("reduction", reduction)), scores)
            .and("t", labels),
        Conformance.of("NegativeLogLikelihoodLoss, weighted, one class ignored, " + reduction, model(13, scores)
            .input("t", DataType.INT64, 3).weight("w", uniform(4, 0.5, 2, 5))
            .node("NegativeLogLikelihoodLoss", "y", List.of("x", "t", "w"), text("reduction", reduction),
                integer("ignore_index", 2)),
            scores).and("t", labels)));
  }

  static Stream<Conformance> recurrent() {
    return Stream.of("forward", "reverse", "bidirectional").flatMap(direction -> Stream.of(
        recurrent("RNN", 1, 14, direction), recurrent("GRU", 3, 14, direction), recurrent("LSTM", 4, 7, direction),
        recurrent("GRU", 3, 7, direction, integer("linear_before_reset", 1))));
  }

  private static Conformance recurrent(String type, int gates, int opset, String direction, AttributeProto... more) {
    int directions = direction.equals("bidirectional") ? 2 : 1;
    Values x = uniform(1, -1, 1, 4, 2, 3);
    AttributeProto[] attributes = Stream.concat(Stream.of(text("direction", direction), integer("hidden_size", 5)),
        Stream.of(more)).toArray(AttributeProto[]::new);
    TestModel model = model(opset, x).weight("w", uniform(2, -1, 1, directions, 5 * gates, 3))
        .weight("r", uniform(3, -0.5, 0.5, directions, 5 * gates, 5))
        .weight("b", uniform(4, -0.5, 0.5, directions, 10 * gates)).weight("h", uniform(5, -1, 1, directions, 2, 5));
    List<String> outputs = gates == 4 ? List.of("all", "last", "cell") : List.of("all", "last");
    return Conformance.of(type + " " + opset + label(attributes), model
        .node(type, List.of("x", "w", "r", "b", "", "h"), outputs, attributes)
        .outputs(outputs.toArray(new String[0])), x);
  }

  static Stream<Conformance> trigonometry() {
    return Stream.of(unary("Sinh", 9, MATRIX).within(0x1p-8), unary("Cosh", 9, MATRIX).within(0x1p-8),
        unary("Asinh", 9, MATRIX), unary("Atan", 7, MATRIX), unary("Asin", 7, uniform(3, -1, 1, 3, 4)).within(0x1p-8),
        unary("Acos", 7, uniform(3, -1, 1, 3, 4)).within(0x1p-8), unary("Acosh", 9, uniform(3, 1.5, 6, 3, 4)),
        unary("Tan", 7, uniform(3, -1, 1, 3, 4)),
        unary("Atanh", 9, uniform(3, -0.75, 0.75, 3, 4)));
  }

  private static Values distinct(Values x) {
    double[] data = x.data().clone();
    for (int i = 0; i < data.length; i++) {
      data[i] += i / 1024.0;
    }
    return Values.of(x.shape(), data);
  }

  static Stream<Conformance> control() {
    TestModel negated = TestModel.create().node("Neg", "negated", List.of("x"));
    TestModel doubled = TestModel.create().node("Add", "doubled", List.of("x", "x"));
    TestModel body = TestModel.create().input("step", DataType.INT64).input("before", DataType.BOOL)
        .input("v", DataType.FLOAT, 3, 4).node("Identity", "after", List.of("before"))
        .node("Cast", "number", List.of("step"), integer("to", 1)).node("Mul", "moved", List.of("v", "number"))
        .node("Add", "next", List.of("moved", "x")).outputs("after", "next", "moved");
    return Stream.of(
        Conformance.of("If of a shape",
            model(16, MATRIX).node("Size", "n", List.of("x")).weight(indices("ten", new long[0], 10))
                .node("Greater", "large", List.of("n", "ten")).node("If", "y", List.of("large"),
                    TestModel.graph("then_branch", negated), TestModel.graph("else_branch", doubled)),
            MATRIX),
        Conformance.of("Loop of three steps", model(16, MATRIX).weight(indices("three", new long[0], 3))
            .node("Loop", List.of("three", "", "x"), List.of("a", "b"), TestModel.graph("body", body))
            .outputs("a", "b"),
            MATRIX));
  }
}
