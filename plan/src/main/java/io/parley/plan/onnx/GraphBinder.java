package io.parley.plan.onnx;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Shape;
import io.parley.crypto.Structure;
import io.parley.plan.BadRequestException;
import io.parley.plan.Level;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.PlanBuilder;
import io.parley.plan.TensorType;
import io.parley.plan.Types;
import io.parley.plan.Values;
import io.parley.plan.plaintext.PlaintextInterpreter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds the surface plan of a model, node by node. What the file alone determines is computed on the way. */
final class GraphBinder {
  private final OnnxModel model;
  private final int fractionBits;
  private final WeightVisibility visibility;
  private final PlanBuilder builder;
  private final Map<String, GraphValue> tensors = new HashMap<>();
  private final Map<String, Values> weights = new LinkedHashMap<>();
  private final Map<GraphValue.Known, Integer> placed = new HashMap<>();
  private String current = "";

  GraphBinder(OnnxModel model, int fractionBits, WeightVisibility visibility) {
    this.model = model;
    this.fractionBits = fractionBits;
    this.visibility = visibility;
    this.builder = PlanBuilder.create(model.name(), Level.SURFACE);
  }

  Imported bind(int batch) {
    for (OnnxModel.DataInput input : model.inputs()) {
      Shape shape = shape(input, batch);
      int node = builder.input(input.name(), Plan.CLIENT, TensorType.secret(shape, fractionBits));
      tensors.put(input.name(), new GraphValue.Live(node, shape));
    }
    model.initializers().forEach((name, values) -> tensors.put(name, new GraphValue.Known(name, values, true)));
    for (OnnxNode node : model.nodes()) {
      // A batch normalisation may have been folded into the node before.
      if (!tensors.containsKey(node.output())) {
        tensors.put(node.output(), operate(node));
      }
    }
    for (String output : model.outputs()) {
      current = output;
      builder.output(output, live(tensor(output)), Plan.CLIENT);
    }
    return new Imported(builder.build(), weights);
  }

  private static Shape shape(OnnxModel.DataInput input, int batch) {
    try {
      return Shape.of(input.dims().stream().mapToInt(d -> d == OnnxModel.BATCH ? batch : d).toArray());
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("Input '" + input.name() + "' is too large for a batch of " + batch + ": "
          + e.getMessage() + "; use a smaller batch", e);
    }
  }

  private GraphValue operate(OnnxNode node) {
    current = node.label();
    for (int i = 1; i < node.proto().getOutputCount(); i++) {
      String extra = node.proto().getOutput(i);
      if (!extra.isEmpty() && uses(extra) > 0) {
        throw node.refusal("output " + (i + 1) + " is used, but only the first output is supported");
      }
    }
    Operators.Operator operator = Operators.ALL.get(node.type());
    if (operator == null) {
      throw new IllegalStateException("Unsupported ops are refused when the model is read: " + node.type());
    }
    try {
      return operator.apply(this, node);
    } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
      throw new BadRequestException("Node '" + node.label() + "' (" + node.type() + ") is malformed: " + e.getMessage(),
          e);
    }
  }

  GraphValue tensor(String name) {
    GraphValue value = tensors.get(name);
    if (value == null) {
      throw new BadRequestException("'" + current + "' needs tensor '" + name
          + "', which no earlier node makes; export the model to ONNX again");
    }
    return value;
  }

  GraphValue input(OnnxNode node, int i) {
    return tensor(node.input(i));
  }

  /** An operand that has to be known when the model is imported. */
  GraphValue.Known knownInput(OnnxNode node, int i) {
    if (input(node, i) instanceof GraphValue.Known known) {
      return known;
    }
    throw node.refusal("'" + node.input(i) + "' must be a constant of the model");
  }

  /** The integers of a known operand, such as axes or a shape. */
  List<Integer> knownIntegers(OnnxNode node, int i) {
    return Arrays.stream(knownInput(node, i).values().data()).mapToObj(d -> (int) d).toList();
  }

  /** The op's result: computed here if the operands are known, else a node of the plan. */
  GraphValue apply(Op op, GraphValue... operands) {
    List<GraphValue> in = List.of(operands);
    if (in.stream().allMatch(GraphValue.Known.class::isInstance)) {
      List<GraphValue.Known> known = in.stream().map(GraphValue.Known.class::cast).toList();
      Types.infer(Level.SURFACE, current, op,
          known.stream().map(k -> TensorType.publicly(k.shape(), fractionBits)).toList());
      return new GraphValue.Known(current,
          PlaintextInterpreter.evaluate(op, known.stream().map(GraphValue.Known::values).toList()),
          known.stream().anyMatch(GraphValue.Known::weight));
    }
    int node = builder.add(current, op, in.stream().map(this::live).toList());
    return new GraphValue.Live(node, builder.type(node).shape());
  }

  GraphValue add(GraphValue x, GraphValue y) {
    return apply(new Op.Add(), x, y);
  }

  GraphValue mul(GraphValue x, GraphValue y) {
    return apply(new Op.Product(new Bilinear.Mul(), 0), x, y);
  }

  GraphValue rearrange(Structure structure, GraphValue... x) {
    return apply(new Op.Rearrange(structure), x);
  }

  GraphValue reshape(GraphValue x, int... dims) {
    return rearrange(new Structure.Reshape(Shape.of(dims)), x);
  }

  /** A number that is no secret, since it follows from the shapes or is written into the graph. */
  GraphValue.Known number(double value) {
    return new GraphValue.Known(current, Values.scalar(value), false);
  }

  /** How often a tensor is used, as an operand or an output of the model. */
  private long uses(String tensor) {
    return model.nodes().stream().flatMap(n -> n.proto().getInputList().stream()).filter(tensor::equals).count()
        + model.outputs().stream().filter(tensor::equals).count();
  }

  /** The batch normalisation that alone uses a node's output, with known parameters. */
  Optional<OnnxNode> normalisationAfter(OnnxNode node) {
    return uses(node.output()) != 1
        ? Optional.empty()
        : model.nodes().stream().filter(n -> n.type().equals("BatchNormalization") && n.hasInput(4)
            && n.input(0).equals(node.output())
            && List.of(1, 2, 3, 4).stream().allMatch(i -> tensors.get(n.input(i)) instanceof GraphValue.Known))
            .findFirst();
  }

  /** Names the value that a later node would have made, so that the later node is skipped. */
  GraphValue standFor(OnnxNode later, GraphValue value) {
    tensors.put(later.output(), value);
    return value;
  }

  private int live(GraphValue value) {
    return switch (value) {
      case GraphValue.Live l -> l.node();
      case GraphValue.Known k -> placed.computeIfAbsent(k, this::place);
    };
  }

  private int place(GraphValue.Known known) {
    if (!known.weight() || visibility == WeightVisibility.PUBLIC) {
      return builder.constant(known.name(), known.values(), TensorType.publicly(known.shape(), fractionBits));
    }
    String name = known.name();
    for (int i = 2; weights.containsKey(name); i++) {
      name = known.name() + "#" + i;
    }
    weights.put(name, known.values());
    return builder.input(name, Plan.CLIENT, TensorType.secret(known.shape(), fractionBits));
  }
}
