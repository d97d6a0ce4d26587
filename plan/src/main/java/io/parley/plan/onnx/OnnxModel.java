package io.parley.plan.onnx;

import io.parley.plan.BadRequestException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import onnx.Onnx.GraphProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataType;
import onnx.Onnx.TensorShapeProto.Dimension;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;

/** A model as its ONNX file states it; ops and shapes are checked when it is bound. */
public final class OnnxModel {
  /** Stands for a first dimension that the file leaves open. */
  public static final int BATCH = -1;

  /**
   * A tensor that the model takes.
   *
   * @param dims its shape; the first may be {@link #BATCH}
   */
  public record DataInput(String name, List<Integer> dims, Element element) {
    public DataInput {
      dims = List.copyOf(dims);
    }
  }

  private final String name;
  private final List<DataInput> inputs;
  private final int opset;
  private final Map<String, GraphValue.Known> initializers;
  private final List<OnnxNode> nodes;
  private final List<String> outputs;

  private OnnxModel(String name, int opset, List<DataInput> inputs, Map<String, GraphValue.Known> initializers,
      List<OnnxNode> nodes, List<String> outputs) {
    this.name = name;
    this.opset = opset;
    this.inputs = inputs;
    this.initializers = initializers;
    this.nodes = nodes;
    this.outputs = outputs;
  }

  static OnnxModel of(String name, int opset, GraphProto graph) {
    Map<String, GraphValue.Known> initializers = new LinkedHashMap<>();
    for (TensorProto t : graph.getInitializerList()) {
      initializers.put(t.getName(), OnnxTensors.initializer(t));
    }
    if (graph.getSparseInitializerCount() > 0) {
      throw new BadRequestException(name + " has sparse weights; export it with dense ones");
    }
    List<DataInput> inputs = graph.getInputList().stream().filter(i -> !initializers.containsKey(i.getName()))
        .map(OnnxModel::input).toList();
    List<String> outputs = graph.getOutputList().stream().map(ValueInfoProto::getName).toList();
    return new OnnxModel(name, opset, inputs, initializers, graph.getNodeList().stream().map(OnnxNode::new).toList(),
        outputs);
  }

  private static DataInput input(ValueInfoProto info) {
    TypeProto.Tensor type = info.getType().getTensorType();
    Element element = Element.of(type.getElemType()).orElseThrow(() -> new BadRequestException(
        "Input '" + info.getName() + "' has elements of type " + DataType.forNumber(type.getElemType())
            + "; only models that take tensors of numbers or booleans can be imported"));
    if (!type.hasShape()) {
      throw new BadRequestException("Input '" + info.getName() + "' has no shape; export the model with one");
    }
    List<Integer> dims = new ArrayList<>();
    for (Dimension d : type.getShape().getDimList()) {
      boolean open = !d.hasDimValue() || d.getDimValue() < 1;
      if (open && !dims.isEmpty()) {
        throw new BadRequestException(
            "Input '" + info.getName() + "' leaves dimension " + (dims.size() + 1) + " open ('"
                + d.getDimParam() + "'); only the first, the batch, may be open, so export the model with fixed sizes");
      }
      dims.add(open ? BATCH : (int) Math.min(d.getDimValue(), Integer.MAX_VALUE));
    }
    return new DataInput(info.getName(), dims, element);
  }

  public String name() {
    return name;
  }

  /** What the model takes, without the weights. */
  public List<DataInput> inputs() {
    return inputs;
  }

  /** What the model gives, by name. */
  public List<String> outputs() {
    return outputs;
  }

  /** The number of weights, all elements counted. */
  public long parameters() {
    return initializers.values().stream().mapToLong(v -> v.shape().size()).sum();
  }

  /**
   * The model for inputs of a fixed batch, as a surface plan.
   *
   * @param batch replaces an open first dimension; a fixed one has to equal it
   * @throws BadRequestException if ops, attributes or operands are not supported or do not fit; names them all
   */
  public Imported bind(int batch, int fractionBits, WeightVisibility visibility) {
    if (batch < 1) {
      throw new BadRequestException("The batch must be at least 1, not " + batch);
    }
    for (DataInput input : inputs.stream().limit(1).toList()) {
      if (!input.dims().isEmpty() && input.dims().getFirst() != BATCH && input.dims().getFirst() != batch) {
        throw new BadRequestException("Input '" + input.name() + "' of " + name + " has a fixed batch of "
            + input.dims().getFirst() + ", not " + batch + "; use that, or export the model with an open batch");
      }
    }
    return GraphBinder.bind(this, batch, fractionBits, visibility);
  }

  int opset() {
    return opset;
  }

  Map<String, GraphValue.Known> initializers() {
    return initializers;
  }

  List<OnnxNode> nodes() {
    return nodes;
  }

  @Override
  public String toString() {
    return "OnnxModel[" + name + ", " + nodes.size() + " nodes, " + parameters() + " parameters]";
  }
}
