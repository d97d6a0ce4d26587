package io.parley.plan.onnx;

import io.parley.crypto.Shape;
import io.parley.plan.DType;
import io.parley.plan.Level;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.PlanBuilder;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.plan.Visibility;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes nodes of a plan: of known values only when an op needs them, so that what is folded away costs nothing. */
final class Placement {
  private static final double INFINITE = 1e30;

  private final PlanBuilder builder;
  private final int fractionBits;
  private final WeightVisibility visibility;
  private final Map<String, Values> weights = new LinkedHashMap<>();
  private final Map<GraphValue.Known, Integer> known = new HashMap<>();
  private final IdentityHashMap<Linear, Integer> layers = new IdentityHashMap<>();

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
    return live(builder.input(name, Plan.CLIENT, type(shape, element, Visibility.SECRET)), element);
  }

  GraphValue.Live op(String label, Op op, List<? extends GraphValue> operands, Element element) {
    return live(builder.add(label, op, operands.stream().map(this::node).toList()), element);
  }

  void output(String name, GraphValue value) {
    builder.output(name, node(value), Plan.CLIENT);
  }

  Imported imported() {
    return new Imported(builder.build(), weights);
  }

  boolean isBits(GraphValue value) {
    return value instanceof GraphValue.Live l && builder.type(l.node()).dtype() == DType.BIT;
  }

  TensorType publicType(GraphValue value) {
    boolean bits = isBits(value) || (value instanceof GraphValue.Known k && k.element() == Element.BOOL);
    return type(value.shape(), bits ? Element.BOOL : Element.REAL, Visibility.PUBLIC);
  }

  private TensorType type(Shape shape, Element element, Visibility who) {
    return element == Element.BOOL
        ? new TensorType(DType.BIT, shape, who, 0)
        : new TensorType(DType.FIXED, shape, who, fractionBits);
  }

  /** The value as a node. */
  GraphValue.Live live(GraphValue value) {
    return live(node(value), value.element());
  }

  private GraphValue.Live live(int node, Element element) {
    return new GraphValue.Live(node, builder.type(node).shape(), element);
  }

  private int node(GraphValue value) {
    return switch (value) {
      case GraphValue.Live l -> l.node();
      case GraphValue.Known k -> known.computeIfAbsent(k, this::place);
      case Linear l -> layers.computeIfAbsent(l, this::place);
    };
  }

  private int place(Linear l) {
    int product = builder.add(l.label(), l.product(), List.of(l.x(), node(l.weights())));
    return l.bias().map(b -> builder.add(l.label(), new Op.Add(), List.of(product, node(b)))).orElse(product);
  }

  private int place(GraphValue.Known k) {
    Values values = finite(k.values());
    if (!k.weight() || visibility == WeightVisibility.PUBLIC) {
      return builder.constant(k.name(), values, type(k.shape(), k.element(), Visibility.PUBLIC));
    }
    String name = k.name();
    for (int i = 2; weights.containsKey(name); i++) {
      name = k.name() + "#" + i;
    }
    weights.put(name, values);
    return builder.input(name, Plan.CLIENT, type(k.shape(), k.element(), Visibility.SECRET));
  }

  /** What stands for infinity, as in masks of attention, becomes so large that its sum with data still fits. */
  private Values finite(Values values) {
    if (Arrays.stream(values.data()).allMatch(v -> Double.isNaN(v) || Math.abs(v) < INFINITE)) {
      return values;
    }
    double large = Math.scalb(1.0, 60 - 2 * fractionBits);
    return Values.of(values.shape(),
        Arrays.stream(values.data()).map(v -> Math.abs(v) >= INFINITE ? Math.copySign(large, v) : v).toArray());
  }
}
