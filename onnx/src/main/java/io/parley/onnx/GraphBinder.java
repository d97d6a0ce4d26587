package io.parley.onnx;

import io.parley.crypto.Shape;
import io.parley.onnx.proto.Onnx.GraphProto;
import io.parley.plan.BadRequestException;
import io.parley.plan.Imported;
import io.parley.plan.Values;
import io.parley.plan.WeightVisibility;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** Builds the surface plan of a model, node by node, and gives the ops their operands. */
final class GraphBinder extends GraphAlgebra {
  private final OnnxModel model;
  private final Map<String, GraphValue> tensors = new HashMap<>();
  private final Map<String, Integer> uses = new HashMap<>();
  private final Map<String, Integer> dataTypes = new HashMap<>();
  private final Refusals refusals = new Refusals();
  private final Published published;

  private GraphBinder(OnnxModel model, Placement placement, Published published) {
    super(placement);
    this.model = model;
    this.published = published;
    dataTypes.putAll(model.dataTypes());
    count(model.nodes(), model.outputs(), 1);
  }

  static Imported bind(OnnxModel model, Map<String, Shape> shapes, int fractionBits, WeightVisibility visibility) {
    Placement placement = new Placement(model.name(), fractionBits, visibility);
    GraphBinder binder = new GraphBinder(model, placement, new Published(visibility));
    model.inputs().forEach(input -> binder.tensors.put(input.name(),
        placement.input(input.name(), Objects.requireNonNull(shapes.get(input.name())), input.element())));
    binder.tensors.putAll(model.initializers());
    model.initializers().values().forEach(binder.published::structure);
    binder.build(model.nodes());
    binder.refusals.raise(model.name());
    for (String output : model.outputs()) {
      binder.building(output);
      placement.output(output, binder.tensor(output));
    }
    return placement.imported(binder.published);
  }

  private void build(List<OnnxNode> nodes) {
    for (OnnxNode node : nodes) {
      Optional<Operators.Operator> operator = Operators.find(node.type());
      if (operator.isEmpty()) {
        refusals.add(node, Rewrites.refusal(node));
      } else if (!refusals.reach(node)) {
        build(node, operator.get());
      }
    }
  }

  private void build(OnnxNode node, Operators.Operator operator) {
    building(node.label());
    try {
      List<GraphValue> made = typed(node, operator.outputs(this, node));
      node.checkAllRead();
      note(node);
      for (int i = 0; i < node.proto().getOutputCount(); i++) {
        String output = node.proto().getOutput(i);
        if (i < made.size()) {
          tensors.put(output, uses(output) == 1 ? made.get(i) : settled(made.get(i)));
        } else if (!output.isEmpty() && uses(output) > 0) {
          throw node.refusal("output " + (i + 1) + " is used, but only the first "
              + (made.size() == 1 ? "output is" : made.size() + " outputs are") + " supported");
        }
      }
    } catch (BadRequestException e) {
      refusals.add(node, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException
        | NegativeArraySizeException e) {
      refusals.add(node, "Node '" + node.label() + "' (" + node.type() + ") is malformed: " + e.getMessage());
    }
  }

  /** Arithmetic on integers gives integers, whatever numbers its formulas need. */
  private List<GraphValue> typed(OnnxNode node, List<GraphValue> made) {
    if (!Operators.keepsType(node.type())) {
      return made;
    }
    Element element = tensor(node.input(0)).element();
    GraphValue first = made.getFirst();
    if (element == Element.BOOL || first.element() == Element.BOOL || first.element() == element) {
      return made;
    }
    List<GraphValue> typed = new ArrayList<>(made);
    typed.set(0, first.as(element));
    return typed;
  }

  /** The outputs of a graph inside a node, which sees all tensors made so far. */
  List<GraphValue> inside(OnnxNode node, GraphProto graph, List<? extends GraphValue> inputs) {
    String outer = current();
    graph.getInitializerList().forEach(t -> tensors.put(t.getName(), OnnxTensors.initializer(t)));
    for (int i = 0; i < inputs.size(); i++) {
      tensors.put(graph.getInput(i).getName(), settled(inputs.get(i)));
    }
    build(graph.getNodeList().stream().map(OnnxNode::new).toList());
    building(outer);
    List<GraphValue> outputs = new ArrayList<>();
    for (var output : graph.getOutputList()) {
      if (refusals.isMissing(output.getName())) {
        throw node.refusal("its graph cannot be imported");
      }
      outputs.add(tensor(output.getName()));
    }
    return outputs;
  }

  int opset() {
    return model.opset();
  }

  GraphValue tensor(String name) {
    GraphValue value = tensors.get(name);
    if (value == null) {
      throw new BadRequestException("'" + current() + "' needs tensor '" + name
          + "', which no earlier node makes; export the model to ONNX again");
    }
    return value;
  }

  /** An operand that may be used more than once. */
  GraphValue input(OnnxNode node, int i) {
    return settled(factor(node, i));
  }

  /** An operand that the op uses once, so that constants can join the layer that makes it. */
  GraphValue factor(OnnxNode node, int i) {
    return tensor(node.input(i));
  }

  Optional<GraphValue> optional(OnnxNode node, int i) {
    return node.hasInput(i) ? Optional.of(input(node, i)) : Optional.empty();
  }

  List<GraphValue> inputs(OnnxNode node) {
    return IntStream.range(0, node.proto().getInputCount()).mapToObj(i -> input(node, i)).toList();
  }

  /** The data type of an operand, as the file has it. */
  int dataType(OnnxNode node, int i) {
    Integer type = dataTypes.get(node.input(i));
    if (type == null) {
      throw node.refusal("the type of '" + node.input(i) + "' is unknown; make it an initialiser or an input");
    }
    return type;
  }

  private void note(OnnxNode node) {
    String type = node.type();
    Optional<Integer> found = type.equals("Constant")
        ? node.attribute("value").map(a -> a.getT().getDataType())
        : type.equals("Cast")
            ? node.attribute("to").map(a -> (int) a.getI())
            : type.equals("Identity") ? Optional.ofNullable(dataTypes.get(node.input(0))) : Optional.empty();
    found.ifPresent(t -> dataTypes.put(node.output(), t));
  }

  /** An operand that has to be known when the model is imported. */
  GraphValue.Known knownInput(OnnxNode node, int i) {
    if (input(node, i) instanceof GraphValue.Known known) {
      return known;
    }
    throw node.refusal("'" + node.input(i) + "' must be a constant of the model");
  }

  /** What a known operand holds, for the plan to be made of: it is public then. */
  Values publicly(OnnxNode node, GraphValue.Known operand) {
    published.needed(node, operand);
    return operand.values();
  }

  Values publicly(OnnxNode node, int i) {
    return publicly(node, knownInput(node, i));
  }

  /** A constant among the nodes. */
  GraphValue.Known constantNode(GraphValue.Known constant) {
    published.structure(constant);
    return constant;
  }

  /** A single number that has to be known. */
  double knownNumber(OnnxNode node, int i) {
    Values values = publicly(node, i);
    if (values.shape().size() != 1) {
      throw node.refusal("'" + node.input(i) + "' must be a single number, but has shape " + values.shape());
    }
    return values.data()[0];
  }

  double knownNumber(OnnxNode node, int i, double otherwise) {
    return node.hasInput(i) ? knownNumber(node, i) : otherwise;
  }

  /** The integers of a known operand, such as axes or a shape. */
  List<Integer> knownIntegers(OnnxNode node, int i) {
    return Arrays.stream(publicly(node, i).data()).mapToObj(d -> (int) d).toList();
  }

  /** Integers that older opsets have as an attribute and newer ones as an operand. */
  Optional<List<Integer>> integers(OnnxNode node, String attribute, int i) {
    return node.integers(attribute)
        .or(() -> node.hasInput(i) ? Optional.of(knownIntegers(node, i)) : Optional.empty());
  }

  /** How often a tensor is used, as an operand or an output of the model. */
  private int uses(String tensor) {
    return uses.getOrDefault(tensor, 0);
  }

  /** Graphs inside nodes may be built more than once, so what they use counts more. */
  private void count(List<OnnxNode> nodes, List<String> outputs, int times) {
    outputs.forEach(name -> uses.merge(name, times, Integer::sum));
    for (OnnxNode node : nodes) {
      node.proto().getInputList().forEach(name -> uses.merge(name, times, Integer::sum));
      node.proto().getAttributeList().stream().filter(a -> a.hasG()).forEach(a -> count(
          a.getG().getNodeList().stream().map(OnnxNode::new).toList(),
          a.getG().getOutputList().stream().map(o -> o.getName()).toList(), 2));
    }
  }
}
