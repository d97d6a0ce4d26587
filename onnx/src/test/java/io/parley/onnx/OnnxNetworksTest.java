package io.parley.onnx;

import static io.parley.onnx.Conformance.uniform;
import static io.parley.onnx.TestModel.integer;
import static io.parley.onnx.TestModel.ints;
import static io.parley.onnx.TestModel.real;

import io.parley.crypto.Shape;
import io.parley.onnx.proto.Onnx.TensorProto;
import io.parley.onnx.proto.Onnx.TensorProto.DataType;
import io.parley.plan.Values;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Networks of the usual shapes, as ONNX Runtime computes them. */
class OnnxNetworksTest {
  private static final double SMALL = 0x1p-6;

  @Test
  void import_residualNetwork_agreesWithOnnxRuntime() {
    Net net = new Net(13, 1);
    net.model.input(-1, 3, 16, 16);
    String x = net.op("Relu", net.batchNorm(net.conv("x", 3, 8, 7, 2, 1), 8));
    x = net.op("MaxPool", x, ints("kernel_shape", 3, 3), ints("strides", 2, 2), ints("pads", 1, 1, 1, 1));
    int channels = 8;
    for (int stage = 0; stage < 4; stage++) {
      int to = 8 << Math.min(stage, 2);
      for (int block = 0; block < 2; block++) {
        int stride = stage > 0 && stage < 3 && block == 0 ? 2 : 1;
        String y = net.op("Relu", net.batchNorm(net.conv(x, channels, to, 3, stride, 1), to));
        y = net.batchNorm(net.conv(y, to, to, 3, 1, 1), to);
        String skip = stride == 1 && channels == to ? x : net.batchNorm(net.conv(x, channels, to, 1, stride, 1), to);
        x = net.op("Relu", net.op("Add", List.of(y, skip)));
        channels = to;
      }
    }
    net.gemm(net.op("Flatten", net.op("GlobalAveragePool", x)), channels, 10);

    Conformance.of("residual", net.model, uniform(1, -1, 1, 2, 3, 16, 16)).within(SMALL).verify();
  }

  @Test
  void import_invertedResidualNetwork_agreesWithOnnxRuntime() {
    Net net = new Net(14, 2);
    net.model.input(-1, 3, 12, 12);
    String x = net.op("HardSwish", net.batchNorm(net.conv("x", 3, 8, 3, 2, 1), 8));
    for (int block = 0; block < 2; block++) {
      String y = net.op("Clip", List.of(net.batchNorm(net.conv(x, 8, 16, 1, 1, 1), 16), net.number(0), net.number(6)));
      y = net.op("HardSwish", net.batchNorm(net.conv(y, 16, 16, 3, 1, 16), 16));
      String squeezed = net.op("Relu", net.conv(net.op("GlobalAveragePool", y), 16, 4, 1, 1, 1));
      String excited = net.op("HardSigmoid", net.conv(squeezed, 4, 16, 1, 1, 1), real("alpha", 1.0 / 6));
      y = net.batchNorm(net.conv(net.op("Mul", List.of(y, excited)), 16, 8, 1, 1, 1), 8);
      x = net.op("Add", List.of(x, y));
    }
    String pooled = net.op("ReduceMean", x, ints("axes", 2, 3), integer("keepdims", 0));
    net.op("Softmax", net.gemm(pooled, 8, 10), integer("axis", 1));

    Conformance.of("inverted residual", net.model, uniform(2, -1, 1, 2, 3, 12, 12)).within(SMALL).verify();
  }

  @Test
  void import_uNet_agreesWithOnnxRuntime() {
    Net net = new Net(13, 3);
    net.model.input(-1, 1, 8, 8);
    String top = net.op("LeakyRelu", net.batchNorm(net.conv("x", 1, 4, 3, 1, 1), 4), real("alpha", 0.1));
    String down = net.op("MaxPool", top, ints("kernel_shape", 2, 2), ints("strides", 2, 2));
    String bottom = net.op("Relu", net.op("InstanceNormalization", List.of(net.conv(down, 4, 8, 3, 1, 1),
        net.weight(1, 0.1, 8), net.weight(0, 0.1, 8))));
    String scales = net.weight(0, 0, 0);
    net.model.weight("scales", Values.of(Shape.of(4), 1, 1, 2, 2));
    String up = net.op("Resize", List.of(bottom, scales, "scales"), TestModel.text("mode", "linear"));
    String joined = net.op("Concat", List.of(up, top), integer("axis", 1));
    net.op("Sigmoid", net.conv(net.op("Relu", net.conv(joined, 12, 4, 3, 1, 1)), 4, 1, 1, 1, 1));

    Conformance.of("u-net", net.model, uniform(3, -1, 1, 2, 1, 8, 8)).within(SMALL).verify();
  }

  @Test
  void import_textTransformer_agreesWithOnnxRuntime() {
    Conformance.of("text", textTransformer(), Values.of(Shape.of(2, 6), 1, 7, 19, 0, 3, 3, 12, 5, 5, 2, 0, 0))
        .and("attended", Values.of(Shape.of(2, 6), 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0)).within(SMALL).verify();
  }

  static TestModel textTransformer() {
    int tokens = 6;
    int width = 16;
    Net net = new Net(14, 4);
    net.model.input("x", DataType.INT64, 2, tokens).input("attended", DataType.INT64, 2, tokens);
    String embedded = net.op("Gather", List.of(net.weight(0, 1, 20, width), "x"));
    String positions = net.op("Slice",
        List.of(net.weight(0, 1, 1, 10, width), net.integers(0),
            net.op("Slice", List.of(net.op("Shape", "x"), net.integers(1), net.integers(2))), net.integers(1)));
    String x = net.layerNorm(net.op("Add", List.of(embedded, positions)), width);
    String wide = net.op("Unsqueeze", List.of(net.op("Cast", "attended", integer("to", 1)), net.integers(1, 2)));
    String mask = net.op("Mul", List.of(net.op("Sub", List.of(net.number(1), wide)), net.number(-10000)));
    int[] dims = {2, tokens, width};
    for (int layer = 0; layer < 2; layer++) {
      String mixed = net.attention(net.linear(x, width, width), net.linear(x, width, width),
          net.linear(x, width, width), dims, 2, mask);
      x = net.layerNorm(net.op("Add", List.of(net.linear(mixed, width, width), x)), width);
      String y = net.linear(net.gelu(net.linear(x, width, 32)), 32, width);
      x = net.layerNorm(net.op("Add", List.of(y, x)), width);
    }
    String first = net.op("Gather", List.of(x, net.index(0)), integer("axis", 1));
    net.gemm(net.op("Tanh", net.gemm(first, width, width)), width, 3);
    return net.model;
  }

  @Test
  void import_visionTransformer_agreesWithOnnxRuntime() {
    int width = 12;
    Net net = new Net(20, 5);
    net.model.input(-1, 1, 8, 8);
    String patches = net.op("Conv", List.of("x", net.weight(0, 0.25, width, 1, 4, 4)), ints("strides", 4, 4));
    String flat = net.op("Transpose", net.op("Reshape", List.of(patches, net.integers(0, width, -1))),
        ints("perm", 0, 2, 1));
    String batch = net.op("Slice", List.of(net.op("Shape", "x"), net.integers(0), net.integers(1)));
    String shape = net.op("Concat", List.of(batch, net.integers(-1, -1)), integer("axis", 0));
    String to = net.op("Where", List.of(net.op("Equal", List.of(shape, net.integers(-1))),
        net.op("ConstantOfShape", net.op("Shape", shape), TestModel.tensor("value", one())), shape));
    String token = net.op("Expand", List.of(net.weight(0, 1, 1, 1, width), to));
    String x = net.op("Add", List.of(net.op("Concat", List.of(token, flat), integer("axis", 1)),
        net.weight(0, 0.5, 1, 5, width)));
    int[] dims = {2, 5, width};
    for (int layer = 0; layer < 2; layer++) {
      String normal = norm(net, x, width);
      List<String> qkv = net.split(net.linear(normal, width, 3 * width), 3, -1);
      String mixed = net.attention(qkv.get(0), qkv.get(1), qkv.get(2), dims, 3, "");
      x = net.op("Add", List.of(x, net.linear(mixed, width, width)));
      String hidden = net.op("Gelu", net.linear(norm(net, x, width), width, 24));
      x = net.op("Add", List.of(x, net.linear(hidden, 24, width)));
    }
    String first = net.op("Gather", List.of(norm(net, x, width), net.index(0)), integer("axis", 1));
    net.gemm(first, width, 10);

    Conformance.of("vision", net.model, uniform(5, -1, 1, 2, 1, 8, 8)).within(SMALL).verify();
  }

  private static String norm(Net net, String x, int width) {
    return net.op("LayerNormalization", List.of(x, net.weight(1, 0.1, width), net.weight(0, 0.1, width)));
  }

  private static TensorProto one() {
    return TensorProto.newBuilder().setDataType(DataType.INT64.getNumber()).addDims(1).addInt64Data(1)
        .build();
  }
}
