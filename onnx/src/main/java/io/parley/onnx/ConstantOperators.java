package io.parley.onnx;

import static java.util.Map.entry;

import io.parley.crypto.Shape;
import io.parley.plan.Values;
import io.parley.plan.formulas.Comparisons;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/** Tensors that the graph itself makes, and changes of type. */
final class ConstantOperators {
  static final Map<String, Operators.Single> ALL = Map.ofEntries(
      entry("Cast", (g, n) -> cast(g, g.input(n, 0), element(n, n.integer("to", 0)))),
      entry("CastLike", (g, n) -> cast(g, g.input(n, 0), g.input(n, 1).element())),
      entry("Constant", ConstantOperators::constant),
      entry("ConstantOfShape", ConstantOperators::constantOfShape),
      entry("EyeLike", ConstantOperators::eyeLike),
      entry("NonZero", ConstantOperators::nonZero),
      entry("Range", ConstantOperators::range));

  private static final int MOST_STEPS = 1 << 24;

  private ConstantOperators() {}

  private static Element element(OnnxNode node, int dataType) {
    return Element.of(dataType).orElseThrow(() -> node.refusal("type " + dataType
        + " is not supported; use floating-point numbers, integers or booleans"));
  }

  /** A single number is part of the graph; more than one may be weights, and is treated as such. */
  private static GraphValue constant(GraphBinder graph, OnnxNode node) {
    return node.attribute("value").map(a -> {
      GraphValue.Known known = OnnxTensors.initializer(a.getT()).named(node.output());
      return graph.constantNode(known.shape().size() > 1
          ? known
          : new GraphValue.Known(known.name(), known.values(), false, known.element()));
    }).or(() -> node.attribute("value_float").map(a -> graph.constantNode(graph.constant(a.getF()))))
        .or(() -> node.attribute("value_int").map(a -> integers(graph, Shape.of(), (double) a.getI())))
        .or(() -> node.attribute("value_floats").map(a -> new GraphValue.Known(node.output(),
            Values.of(Shape.of(a.getFloatsCount()), a.getFloatsList().stream().mapToDouble(f -> f).toArray()),
            a.getFloatsCount() > 1, Element.REAL)))
        .or(() -> node.attribute("value_ints").map(a -> integers(graph, Shape.of(a.getIntsCount()),
            a.getIntsList().stream().mapToDouble(i -> i).toArray())))
        .orElseThrow(() -> node.refusal("has no numeric value"));
  }

  private static GraphValue.Known integers(GraphBinder graph, Shape shape, double... data) {
    return graph.structure(Element.INTEGER, Values.of(shape, data));
  }

  private static GraphValue constantOfShape(GraphBinder graph, OnnxNode node) {
    Shape shape = Shape.of(ShapeOperators.ints(graph.knownIntegers(node, 0)));
    double[] data = new double[shape.size()];
    Arrays.fill(data, node.attribute("value").map(a -> OnnxTensors.read(a.getT(), node.label()).data()[0]).orElse(0.0));
    Element element = node.attribute("value").map(a -> OnnxTensors.element(a.getT(), node.label()))
        .orElse(Element.REAL);
    return graph.structure(element, Values.of(shape, data));
  }

  /** Numbers become integers toward zero, and booleans where they are not 0. */
  private static GraphValue cast(GraphBinder graph, GraphValue x, Element to) {
    if (x.element() == to) {
      return x;
    }
    if (x instanceof GraphValue.Known known) {
      double[] data = Arrays.stream(known.values().data()).map(v -> switch (to) {
        case REAL -> v;
        case INTEGER -> v < 0 ? Math.ceil(v) : Math.floor(v);
        case BOOL -> v == 0 ? 0 : 1;
      }).toArray();
      return new GraphValue.Known(known.name(), Values.of(known.shape(), data), known.weight(), to);
    }
    return switch (to) {
      case REAL -> graph.numbers(x).as(to);
      case INTEGER -> x.element() == Element.BOOL ? graph.numbers(x).as(to) : Integers.trunc(graph, x);
      case BOOL -> graph.not(Comparisons.isZero(graph, x));
    };
  }

  private static GraphValue eyeLike(GraphBinder graph, OnnxNode node) {
    GraphValue like = graph.input(node, 0);
    int k = node.integer("k", 0);
    int columns = like.shape().dim(1);
    double[] data = IntStream.range(0, like.shape().size()).mapToDouble(i -> i % columns - i / columns == k ? 1 : 0)
        .toArray();
    return graph.structure(
        node.attribute("dtype").map(a -> element(node, (int) a.getI())).orElse(like.element()),
        Values.of(like.shape(), data));
  }

  /** Of a known tensor only, since the result's shape tells how many there are. */
  private static GraphValue nonZero(GraphBinder graph, OnnxNode node) {
    if (!(graph.input(node, 0) instanceof GraphValue.Known x) || x.weight()) {
      throw node.refusal("the shape of its result would tell of secrets; choose by Where or TopK");
    }
    double[] data = x.values().data();
    int[] found = IntStream.range(0, data.length).filter(i -> data[i] != 0).toArray();
    int[] strides = x.shape().strides();
    double[] indices = new double[strides.length * found.length];
    for (int axis = 0; axis < strides.length; axis++) {
      for (int i = 0; i < found.length; i++) {
        indices[axis * found.length + i] = found[i] / strides[axis] % x.shape().dim(axis);
      }
    }
    return integers(graph, Shape.of(strides.length, found.length), indices);
  }

  private static GraphValue range(GraphBinder graph, OnnxNode node) {
    double start = graph.knownNumber(node, 0);
    double step = graph.knownNumber(node, 2);
    double length = Math.ceil((graph.knownNumber(node, 1) - start) / step);
    if (!(length <= MOST_STEPS)) {
      throw node.refusal("has more than " + MOST_STEPS + " steps; export the model with fewer");
    }
    int count = (int) Math.max(0, length);
    return graph.structure(graph.input(node, 0).element(),
        Values.of(Shape.of(count), IntStream.range(0, count).mapToDouble(i -> start + i * step).toArray()));
  }
}
