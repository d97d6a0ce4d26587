package io.parley.onnx;

import static io.parley.onnx.TestModel.integer;
import static io.parley.onnx.TestModel.ints;
import static io.parley.onnx.TestModel.real;

import io.parley.crypto.Shape;
import io.parley.onnx.proto.Onnx.AttributeProto;
import io.parley.onnx.proto.Onnx.TensorProto;
import io.parley.onnx.proto.Onnx.TensorProto.DataType;
import io.parley.plan.Values;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Writes networks with random weights, layer by layer; layers return the names of their results. */
final class Net {
  final TestModel model;
  private final Random random;
  private int count;

  Net(int opset, long seed) {
    this.model = TestModel.create().opset(opset);
    this.random = new Random(seed);
  }

  String op(String type, List<String> inputs, AttributeProto... attributes) {
    String name = type + "_" + count++;
    model.node(type, name, inputs, attributes);
    return name;
  }

  String op(String type, String input, AttributeProto... attributes) {
    return op(type, List.of(input), attributes);
  }

  /** Since opset 18. */
  List<String> split(String input, int parts, int axis) {
    List<String> outputs = IntStream.range(0, parts).mapToObj(i -> "part_" + count++).toList();
    model.node("Split", List.of(input), outputs, integer("axis", axis), integer("num_outputs", parts));
    return outputs;
  }

  /** Numbers around the mean. */
  String weight(double mean, double deviation, int... dims) {
    String name = "w_" + count++;
    model.weight(name, Values.of(Shape.of(dims),
        IntStream.range(0, Shape.of(dims).size()).mapToDouble(i -> (float) (mean + deviation * random.nextGaussian()))
            .toArray()));
    return name;
  }

  String number(double value) {
    String name = "c_" + count++;
    model.node("Constant", name, List.of(), TestModel.tensor("value", Values.scalar(value)));
    return name;
  }

  String integers(long... values) {
    String name = "i_" + count++;
    model.integers(name, values);
    return name;
  }

  String index(long value) {
    String name = "i_" + count++;
    model.weight(TensorProto.newBuilder().setName(name).setDataType(DataType.INT64.getNumber()).addInt64Data(value)
        .build());
    return name;
  }

  /** Without bias, as before a normalisation. */
  String conv(String x, int from, int to, int kernel, int stride, int groups) {
    int pad = kernel / 2;
    return op("Conv",
        List.of(x, weight(0, Math.sqrt(2.0 * groups / (from * kernel * kernel)), to, from / groups, kernel,
            kernel)),
        ints("strides", stride, stride), ints("pads", pad, pad, pad, pad), integer("group", groups),
        ints("kernel_shape", kernel, kernel));
  }

  String batchNorm(String x, int channels) {
    double[] variance = IntStream.range(0, channels).mapToDouble(i -> (float) (0.5 + random.nextDouble())).toArray();
    String name = "v_" + count++;
    model.weight(name, Values.of(Shape.of(channels), variance));
    return op("BatchNormalization", List.of(x, weight(1, 0.1, channels), weight(0, 0.1, channels),
        weight(0, 0.1, channels), name), real("epsilon", 1e-5));
  }

  String linear(String x, int from, int to) {
    return op("Add", List.of(op("MatMul", List.of(x, weight(0, 1 / Math.sqrt(from), from, to))),
        weight(0, 0.1, to)));
  }

  String gemm(String x, int from, int to) {
    return op("Gemm", List.of(x, weight(0, 1 / Math.sqrt(from), to, from), weight(0, 0.1, to)), integer("transB", 1));
  }

  /** As exporters wrote it before there was an op for it. */
  String layerNorm(String x, int width) {
    String centred = op("Sub", List.of(x, op("ReduceMean", x, ints("axes", -1))));
    String variance = op("ReduceMean", op("Pow", List.of(centred, number(2))), ints("axes", -1));
    String deviation = op("Sqrt", op("Add", List.of(variance, number(1e-5))));
    String normal = op("Div", List.of(centred, deviation));
    return op("Add", List.of(op("Mul", List.of(normal, weight(1, 0.1, width))), weight(0, 0.1, width)));
  }

  /** x·(1 + erf(x/√2))/2. */
  String gelu(String x) {
    String erf = op("Erf", op("Div", List.of(x, number(Math.sqrt(2)))));
    return op("Mul", List.of(op("Mul", List.of(x, op("Add", List.of(erf, number(1))))), number(0.5)));
  }

  /** Softmax(Q·Kᵀ/√d)·V of heads side by side; the mask is added to the scores. */
  String attention(String q, String k, String v, int[] dims, int heads, String mask) {
    int width = dims[2] / heads;
    String scores = op("Div", List.of(op("MatMul", List.of(heads(q, dims, heads, 0, 2, 1, 3),
        heads(k, dims, heads, 0, 2, 3, 1))), number(Math.sqrt(width))));
    String weights = op("Softmax", mask.isEmpty() ? scores : op("Add", List.of(scores, mask)), integer("axis", -1));
    String mixed = op("MatMul", List.of(weights, heads(v, dims, heads, 0, 2, 1, 3)));
    return op("Reshape", List.of(op("Transpose", mixed, ints("perm", 0, 2, 1, 3)),
        integers(Arrays.stream(dims).asLongStream().toArray())));
  }

  private String heads(String x, int[] dims, int heads, long... permutation) {
    String apart = op("Reshape", List.of(x, integers(0, 0, heads, dims[2] / heads)));
    return op("Transpose", apart, ints("perm", permutation));
  }
}
