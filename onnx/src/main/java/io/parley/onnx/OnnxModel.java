package io.parley.onnx;

import io.parley.crypto.Shape;
import io.parley.onnx.proto.Onnx.GraphProto;
import io.parley.onnx.proto.Onnx.TensorProto;
import io.parley.onnx.proto.Onnx.TensorProto.DataType;
import io.parley.onnx.proto.Onnx.TensorShapeProto;
import io.parley.onnx.proto.Onnx.TypeProto;
import io.parley.onnx.proto.Onnx.ValueInfoProto;
import io.parley.plan.BadRequestException;
import io.parley.plan.Imported;
import io.parley.plan.WeightVisibility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model as its ONNX file states it; ops and shapes are checked when it is bound. */
public final class OnnxModel {
  /** One dimension of an input. */
  public sealed interface Dimension {
    record Fixed(int size) implements Dimension {}

    /**
     * Left open by the file.
     *
     * @param name as the file has it; else "batch" of a first dimension, and INPUT.PLACE of another, from 1
     */
    record Open(String name) implements Dimension {}

    /** Of an open one. */
    default Optional<String> openName() {
      return this instanceof Open open ? Optional.of(open.name()) : Optional.empty();
    }
  }

  /** A tensor that the model takes. */
  public record DataInput(String name, List<Dimension> dims, Element element) {
    public DataInput {
      dims = List.copyOf(dims);
    }
  }

  private final String name;
  private final List<DataInput> inputs;
  private final int opset;
  private final Map<String, GraphValue.Known> initializers;
  private final Map<String, Integer> dataTypes;
  private final List<OnnxNode> nodes;
  private final List<String> outputs;

  private OnnxModel(String name, int opset, List<DataInput> inputs, Map<String, GraphValue.Known> initializers,
      Map<String, Integer> dataTypes, List<OnnxNode> nodes, List<String> outputs) {
    this.name = name;
    this.opset = opset;
    this.inputs = inputs;
    this.initializers = initializers;
    this.dataTypes = dataTypes;
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
    Map<String, Integer> dataTypes = new HashMap<>();
    graph.getInputList().forEach(i -> dataTypes.put(i.getName(), i.getType().getTensorType().getElemType()));
    graph.getInitializerList().forEach(t -> dataTypes.put(t.getName(), t.getDataType()));
    return new OnnxModel(name, opset, inputs, initializers, dataTypes,
        graph.getNodeList().stream().map(OnnxNode::new).toList(),
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
    List<Dimension> dims = new ArrayList<>();
    for (TensorShapeProto.Dimension d : type.getShape().getDimList()) {
      dims.add(dimension(d, info.getName(), dims.size() + 1));
    }
    return new DataInput(info.getName(), dims, element);
  }

  private static Dimension dimension(TensorShapeProto.Dimension d, String input, int place) {
    if (d.hasDimValue() && d.getDimValue() >= 1) {
      return new Dimension.Fixed((int) Math.min(d.getDimValue(), Integer.MAX_VALUE));
    }
    String otherwise = place == 1 ? "batch" : input + "." + place;
    return new Dimension.Open(d.getDimParam().isEmpty() ? otherwise : d.getDimParam());
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

  /** The name of the batch, if it is open: the first dimension of inputs. */
  public Optional<String> openBatch() {
    return new Dimensions(name, inputs).batch();
  }

  /** As {@link #bind(Sizes, int, WeightVisibility)}, for a model that leaves nothing but the batch open. */
  public Imported bind(int batch, int fractionBits, WeightVisibility visibility) {
    return bind(Sizes.batch(batch), fractionBits, visibility);
  }

  /**
   * The model for inputs of fixed sizes, as a surface plan.
   *
   * @param sizes of open dimensions; a batch that is not open has to equal the file's
   * @throws BadRequestException if sizes, ops, attributes or operands are not supported or do not fit; names them all
   */
  public Imported bind(Sizes sizes, int fractionBits, WeightVisibility visibility) {
    return GraphBinder.bind(this, shapes(sizes), fractionBits, visibility);
  }

  /**
   * The shape of each input by its name.
   *
   * @throws BadRequestException if the sizes do not fit
   */
  public Map<String, Shape> shapes(Sizes sizes) {
    return new Dimensions(name, inputs).shapes(sizes);
  }

  int opset() {
    return opset;
  }

  Map<String, GraphValue.Known> initializers() {
    return initializers;
  }

  /** Of initialisers and inputs. */
  Map<String, Integer> dataTypes() {
    return dataTypes;
  }

  List<OnnxNode> nodes() {
    return nodes;
  }

  @Override
  public String toString() {
    return "OnnxModel[" + name + ", " + nodes.size() + " nodes, " + parameters() + " parameters]";
  }
}
