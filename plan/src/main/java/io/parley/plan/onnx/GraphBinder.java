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
  private final Map<String, Integer> uses;
  private String current = "";

  GraphBinder(OnnxModel model, int fractionBits, WeightVisibility visibility) {
    this.model = model;
    this.fractionBits = fractionBits;
    this.visibility = visibility;
    this.uses = countUses(model);
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
      GraphValue made = operate(node);
      tensors.put(node.output(), uses(node.output()) == 1 ? made : settled(made));
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

  /** The op's result: computed here if the operands are known, else a node of the plan, now or later. */
  GraphValue apply(Op op, GraphValue... operands) {
    List<GraphValue> in = List.of(operands);
    if (in.stream().allMatch(GraphValue.Known.class::isInstance)) {
      List<GraphValue.Known> known = in.stream().map(GraphValue.Known.class::cast).toList();
      infer(op, in);
      return new GraphValue.Known(current,
          PlaintextInterpreter.evaluate(op, known.stream().map(GraphValue.Known::values).toList()),
          known.stream().anyMatch(GraphValue.Known::weight));
    }
    if (op instanceof Op.Product product && in.get(1) instanceof GraphValue.Known weights) {
      Shape shape = infer(op, in).shape();
      return new Linear(current, product, live(in.getFirst()), weights, Optional.empty(), shape);
    }
    int node = builder.add(current, op, in.stream().map(this::live).toList());
    return new GraphValue.Live(node, builder.type(node).shape());
  }

  private TensorType infer(Op op, List<GraphValue> operands) {
    return Types.infer(Level.SURFACE, current, op,
        operands.stream().map(x -> TensorType.publicly(x.shape(), fractionBits)).toList());
  }

  GraphValue add(GraphValue x, GraphValue y) {
    if (x instanceof GraphValue.Known && !(y instanceof GraphValue.Known)) {
      return add(y, x);
    }
    return x instanceof Linear layer && y instanceof GraphValue.Known known && layer.joinsBias(known)
        ? layer.plus(this, known)
        : apply(new Op.Add(), x, y);
  }

  GraphValue sub(GraphValue x, GraphValue y) {
    return x instanceof Linear && y instanceof GraphValue.Known known
        ? add(x, ((GraphValue.Known) apply(new Op.Negate(), known)).named(known.name()))
        : apply(new Op.Sub(), x, y);
  }

  GraphValue mul(GraphValue x, GraphValue y) {
    if (x instanceof GraphValue.Known && !(y instanceof GraphValue.Known)) {
      return mul(y, x);
    }
    return x instanceof Linear layer && y instanceof GraphValue.Known known && layer.joinsWeights(known)
        ? layer.times(this, known)
        : apply(new Op.Product(new Bilinear.Mul(), 0), x, y);
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
  private int uses(String tensor) {
    return uses.getOrDefault(tensor, 0);
  }

  private static Map<String, Integer> countUses(OnnxModel model) {
    Map<String, Integer> counts = new HashMap<>();
    model.nodes().forEach(n -> n.proto().getInputList().forEach(name -> counts.merge(name, 1, Integer::sum)));
    model.outputs().forEach(name -> counts.merge(name, 1, Integer::sum));
    return counts;
  }

  /** What is used more than once takes in no constants of one of its uses. */
  private GraphValue settled(GraphValue value) {
    return value instanceof Linear layer ? new GraphValue.Live(live(layer), layer.shape()) : value;
  }

  private int live(GraphValue value) {
    return switch (value) {
      case GraphValue.Live l -> l.node();
      case GraphValue.Known k -> placed.computeIfAbsent(k, this::place);
      case Linear l -> {
        int product = builder.add(l.label(), l.product(), List.of(l.x(), live(l.weights())));
        yield l.bias().map(b -> builder.add(l.label(), new Op.Add(), List.of(product, live(b)))).orElse(product);
      }
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
