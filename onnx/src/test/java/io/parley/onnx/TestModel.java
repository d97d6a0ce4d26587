package io.parley.onnx;

import io.parley.onnx.proto.Onnx.AttributeProto;
import io.parley.onnx.proto.Onnx.GraphProto;
import io.parley.onnx.proto.Onnx.ModelProto;
import io.parley.onnx.proto.Onnx.NodeProto;
import io.parley.onnx.proto.Onnx.OperatorSetIdProto;
import io.parley.onnx.proto.Onnx.TensorProto;
import io.parley.onnx.proto.Onnx.TensorShapeProto;
import io.parley.onnx.proto.Onnx.TypeProto;
import io.parley.onnx.proto.Onnx.ValueInfoProto;
import io.parley.plan.Values;
import java.util.Arrays;
import java.util.List;

/** Writes small ONNX models. Input "x"; each node makes a tensor of its own name; the last one is the output. */
final class TestModel {
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
  private long opset = 17;
  private String last = "x";

  static TestModel create() {
    return new TestModel();
  }

  TestModel opset(long version) {
    opset = version;
    return this;
  }

  /** The input; −1 leaves a dimension open. */
  TestModel input(int... dims) {
    return input(TensorProto.DataType.FLOAT, dims);
  }

  TestModel input(TensorProto.DataType type, int... dims) {
    return input("x", type, dims);
  }

  TestModel input(String name, TensorProto.DataType type, int... dims) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int d : dims) {
      TensorShapeProto.Dimension.Builder dim = TensorShapeProto.Dimension.newBuilder();
      shape.addDim(d < 0 ? dim.setDimParam("open") : dim.setDimValue(d));
    }
    graph.addInput(ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder()
        .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape))));
    return this;
  }

  /** An input of numbers of sizes, or names of open dimensions. */
  TestModel open(String name, String... dims) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (String d : dims) {
      TensorShapeProto.Dimension.Builder dim = TensorShapeProto.Dimension.newBuilder();
      shape.addDim(d.matches("\\d+") ? dim.setDimValue(Long.parseLong(d)) : dim.setDimParam(d));
    }
    graph.addInput(ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder()
        .setTensorType(TypeProto.Tensor.newBuilder().setElemType(1).setShape(shape))));
    return this;
  }

  TestModel inputWithoutShape() {
    graph.addInput(ValueInfoProto.newBuilder().setName("x").setType(TypeProto.newBuilder()
        .setTensorType(TypeProto.Tensor.newBuilder().setElemType(1))));
    return this;
  }

  TestModel weight(String name, Values values) {
    return weight(tensor(values).toBuilder().setName(name).build());
  }

  TestModel weight(TensorProto tensor) {
    graph.addInitializer(tensor);
    return this;
  }

  TestModel integers(String name, long... values) {
    TensorProto.Builder t = TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.INT64_VALUE)
        .addDims(values.length);
    Arrays.stream(values).forEach(t::addInt64Data);
    return weight(t.build());
  }

  TestModel node(String type, String name, List<String> inputs, AttributeProto... attributes) {
    graph.addNode(NodeProto.newBuilder().setOpType(type).setName(name).addAllInput(inputs).addOutput(name)
        .addAllAttribute(List.of(attributes)));
    last = name;
    return this;
  }

  /** A node with a second output. */
  TestModel node2(String type, String name, String second, List<String> inputs, AttributeProto... attributes) {
    node(type, name, inputs, attributes);
    graph.getNodeBuilder(graph.getNodeCount() - 1).addOutput(second);
    return this;
  }

  /** A node of outputs of other names, or of none. */
  TestModel node(String type, List<String> inputs, List<String> outputs, AttributeProto... attributes) {
    graph.addNode(NodeProto.newBuilder().setOpType(type).setName(outputs.getFirst()).addAllInput(inputs)
        .addAllOutput(outputs).addAllAttribute(List.of(attributes)));
    last = outputs.getFirst();
    return this;
  }

  /** In place of the last tensor. */
  TestModel outputs(String... names) {
    graph.clearOutput();
    Arrays.stream(names).forEach(name -> graph.addOutput(ValueInfoProto.newBuilder().setName(name)));
    return this;
  }

  ModelProto proto() {
    GraphProto.Builder whole = graph.clone();
    return ModelProto.newBuilder().setIrVersion(8).addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
        .setGraph(whole.getOutputCount() > 0 ? whole : whole.addOutput(ValueInfoProto.newBuilder().setName(last)))
        .build();
  }

  /** As a graph inside a node. */
  GraphProto graph() {
    return proto().getGraph();
  }

  OnnxModel read() {
    return OnnxImport.read(proto().toByteArray(), "test");
  }

  static TensorProto tensor(Values values) {
    TensorProto.Builder t = TensorProto.newBuilder().setDataType(TensorProto.DataType.FLOAT_VALUE);
    Arrays.stream(values.shape().dims()).forEach(t::addDims);
    Arrays.stream(values.data()).forEach(d -> t.addFloatData((float) d));
    return t.build();
  }

  static AttributeProto ints(String name, long... values) {
    AttributeProto.Builder a = AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    Arrays.stream(values).forEach(a::addInts);
    return a.build();
  }

  static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INT).setI(value).build();
  }

  static AttributeProto real(String name, double value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.FLOAT).setF((float) value)
        .build();
  }

  static AttributeProto text(String name, String value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.STRING)
        .setS(com.google.protobuf.ByteString.copyFromUtf8(value)).build();
  }

  static AttributeProto tensor(String name, Values value) {
    return tensor(name, tensor(value));
  }

  static AttributeProto tensor(String name, TensorProto value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.TENSOR).setT(value).build();
  }

  static AttributeProto graph(String name, TestModel body) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.GRAPH).setG(body.graph())
        .build();
  }

  static AttributeProto reals(String name, double... values) {
    AttributeProto.Builder a = AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.FLOATS);
    Arrays.stream(values).forEach(v -> a.addFloats((float) v));
    return a.build();
  }
}
