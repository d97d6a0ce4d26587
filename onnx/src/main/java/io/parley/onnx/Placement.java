package io.parley.onnx;

import io.parley.crypto.Shape;
import io.parley.plan.DType;
import io.parley.plan.Imported;
import io.parley.plan.Level;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.PlanBuilder;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.plan.Visibility;
import io.parley.plan.WeightVisibility;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Makes nodes of a plan: of known values only when an op needs them, so that what is folded away costs nothing. */
final class Placement {
  private static final double INFINITE = 1e30;
  private static final double LARGEST_INTEGER = 0x1p60;

  private final PlanBuilder builder;
  private final int fractionBits;
  private final WeightVisibility visibility;
  private final Map<String, Values> weights = new LinkedHashMap<>();
  private final Map<Placed, Integer> known = new HashMap<>();
  private final Map<Integer, Integer> numbers = new HashMap<>();
  private final IdentityHashMap<Linear, Integer> layers = new IdentityHashMap<>();

  /** A known value as it stands in the plan. */
  private record Placed(GraphValue.Known value, Held held) {}

  Placement(String plan, int fractionBits, WeightVisibility visibility) {
    this.builder = PlanBuilder.create(plan, Level.SURFACE);
    this.fractionBits = fractionBits;
    this.visibility = visibility;
  }

  int fractionBits() {
    return fractionBits;
  }

  /** A secret that the client brings. */
  GraphValue.Live input(String name, Shape shape, Element element) {
    return live(builder.input(name, Plan.CLIENT, type(shape, held(element), Visibility.SECRET)), element);
  }

  /**
   * @param held what each operand is taken as
   */
  GraphValue.Live op(String label, Op op, List<? extends GraphValue> operands, List<Held> held, Element element) {
    List<Integer> nodes = IntStream.range(0, operands.size()).mapToObj(i -> node(operands.get(i), held.get(i)))
        .toList();
    return live(builder.add(label, op, nodes), element);
  }

  void output(String name, GraphValue value) {
    builder.output(name, live(value).node(), Plan.CLIENT);
  }

  Imported imported(Published published) {
    return new Imported(builder.build(), weights, published.byReason());
  }

  boolean isBits(GraphValue value) {
    return value instanceof GraphValue.Live l && builder.type(l.node()).dtype() == DType.BIT;
  }

  /** Whether these may be integers of the plan; of secret weights only their type says so. */
  boolean isWhole(GraphValue value) {
    return switch (value) {
      case GraphValue.Live l -> builder.type(l.node()).isInteger();
      case GraphValue.Known k when isSecret(k) -> k.element() == Element.INTEGER;
      case GraphValue.Known k -> {
        double most = k.element() == Element.REAL ? far() : INFINITE;
        yield Arrays.stream(k.values().data()).allMatch(v -> v == Math.rint(v) && Math.abs(v) < most);
      }
      case Linear l -> isWhole(l.x()) && isWhole(l.weights()) && l.bias().map(this::isWhole).orElse(true);
    };
  }

  private boolean isSecret(GraphValue.Known k) {
    return k.weight() && visibility == WeightVisibility.SECRET;
  }

  TensorType publicType(GraphValue value) {
    boolean bits = isBits(value) || (value instanceof GraphValue.Known k && k.element() == Element.BOOL);
    return type(value.shape(), bits ? Held.BITS : Held.NUMBERS, Visibility.PUBLIC);
  }

  private static Held held(Element element) {
    return switch (element) {
      case REAL -> Held.NUMBERS;
      case INTEGER -> Held.INTEGERS;
      case BOOL -> Held.BITS;
    };
  }

  private TensorType type(Shape shape, Held held, Visibility who) {
    return switch (held) {
      case BITS -> new TensorType(DType.BIT, shape, who, 0);
      case INTEGERS -> new TensorType(DType.FIXED, shape, who, 0);
      case NUMBERS -> new TensorType(DType.FIXED, shape, who, fractionBits);
    };
  }

  /** The value as a node of its own kind. */
  GraphValue.Live live(GraphValue value) {
    return live(node(value, own(value)), value.element());
  }

  private Held own(GraphValue value) {
    return switch (value) {
      case GraphValue.Live l when isBits(l) -> Held.BITS;
      case GraphValue.Known k -> held(k.element());
      case GraphValue.Live _,Linear _ -> isWhole(value) ? Held.INTEGERS : Held.NUMBERS;
    };
  }

  private GraphValue.Live live(int node, Element element) {
    return new GraphValue.Live(node, builder.type(node).shape(), element);
  }

  private int node(GraphValue value, Held held) {
    int node = switch (value) {
      case GraphValue.Live l -> l.node();
      case GraphValue.Known k ->
        known.computeIfAbsent(new Placed(k, isSecret(k) ? held(k.element()) : held), this::place);
      case Linear l -> layers.computeIfAbsent(l, this::place);
    };
    return held == Held.NUMBERS && builder.type(node).isInteger()
        ? numbers.computeIfAbsent(node,
            id -> builder.add(builder.node(id).name(), new Op.ShiftLeft(fractionBits), List.of(id)))
        : node;
  }

  private int place(Linear l) {
    Held held = own(l);
    int product = builder.add(l.label(), l.product(), List.of(node(l.x(), held), node(l.weights(), held)));
    return l.bias().map(b -> builder.add(l.label(), new Op.Add(), List.of(product, node(b, held)))).orElse(product);
  }

  private int place(Placed placed) {
    GraphValue.Known k = placed.value();
    Values values = finite(k.values(), placed.held());
    if (!isSecret(k)) {
      return builder.constant(k.name(), values, type(k.shape(), placed.held(), Visibility.PUBLIC));
    }
    String name = k.name();
    for (int i = 2; weights.containsKey(name); i++) {
      name = k.name() + "#" + i;
    }
    weights.put(name, values);
    return builder.input(new Op.Input(name, Plan.CLIENT, Imported.bounds(values)),
        type(k.shape(), placed.held(), Visibility.SECRET));
  }

  /** What stands for infinity, as in masks of attention, becomes so large that its sum with data still fits. */
  private Values finite(Values values, Held held) {
    double most = held == Held.INTEGERS ? LARGEST_INTEGER : INFINITE;
    if (Arrays.stream(values.data()).allMatch(v -> Double.isNaN(v) || Math.abs(v) < most)) {
      return values;
    }
    double large = held == Held.INTEGERS ? LARGEST_INTEGER : far();
    return Values.of(values.shape(),
        Arrays.stream(values.data()).map(v -> Math.abs(v) >= most ? Math.copySign(large, v) : v).toArray());
  }

  private double far() {
    return Math.scalb(1.0, 60 - 2 * fractionBits);
  }
}
