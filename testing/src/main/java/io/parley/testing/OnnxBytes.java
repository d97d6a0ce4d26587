package io.parley.testing;

import io.parley.onnx.proto.Onnx.GraphProto;
import io.parley.onnx.proto.Onnx.ModelProto;
import io.parley.onnx.proto.Onnx.NodeProto;
import io.parley.onnx.proto.Onnx.OperatorSetIdProto;
import io.parley.onnx.proto.Onnx.TensorProto;
import io.parley.onnx.proto.Onnx.TensorProto.DataType;
import io.parley.onnx.proto.Onnx.TensorShapeProto;
import io.parley.onnx.proto.Onnx.TensorShapeProto.Dimension;
import io.parley.onnx.proto.Onnx.TypeProto;
import io.parley.onnx.proto.Onnx.ValueInfoProto;
import java.util.Arrays;
import java.util.List;

/** Writes small ONNX models. Each node makes a tensor of its own name; the last one is the output if none is named. */
public final class OnnxBytes {
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");

  /** An input; −1 leaves a dimension open: the first by the name of batch, others by that of open and their place. */
  public OnnxBytes input(String name, DataType type, int... dims) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int i = 0; i < dims.length; i++) {
      shape.addDim(dims[i] < 0
          ? Dimension.newBuilder().setDimParam(i == 0 ? "batch" : "open" + (i + 1))
          : Dimension.newBuilder().setDimValue(dims[i]));
    }
    graph.addInput(ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder()
        .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape))));
    return this;
  }

  /** A weight whose elements are all the same. */
  public OnnxBytes weight(String name, double value, int... dims) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(DataType.DOUBLE_VALUE);
    Arrays.stream(dims).forEach(tensor::addDims);
    for (int i = Arrays.stream(dims).reduce(1, (x, y) -> x * y); i > 0; i--) {
      tensor.addDoubleData(value);
    }
    graph.addInitializer(tensor);
    return this;
  }

  public OnnxBytes node(String type, String name, String... inputs) {
    graph.addNode(NodeProto.newBuilder().setOpType(type).setName(name).addAllInput(List.of(inputs)).addOutput(name));
    return this;
  }

  public OnnxBytes output(String name) {
    graph.addOutput(ValueInfoProto.newBuilder().setName(name));
    return this;
  }

  public byte[] bytes() {
    String last = graph.getNode(graph.getNodeCount() - 1).getName();
    GraphProto.Builder whole = graph.clone();
    if (whole.getOutputCount() == 0) {
      whole.addOutput(ValueInfoProto.newBuilder().setName(last));
    }
    return ModelProto.newBuilder().setIrVersion(8).addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
        .setGraph(whole).build().toByteArray();
  }
}
