package io.parley.onnx;

import static java.util.Map.entry;

import io.parley.crypto.Shape;
import io.parley.onnx.proto.Onnx.TensorProto.DataType;
import io.parley.plan.Values;
import io.parley.plan.formulas.Elementwise;
import io.parley.plan.formulas.Indexing;
import io.parley.plan.formulas.Reductions;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Quantised arithmetic: q stands for (q − zero point)·scale. Products and sums of what is quantised are exact; real
 * numbers are rounded to the nearest step, of two to the even one, and saturate.
 */
final class QuantisedOperators {
  static final Map<String, Operators.Operator> ALL = Map.ofEntries(
      single("ConvInteger", QuantisedOperators::integerConv),
      single("DequantizeLinear", QuantisedOperators::dequantize),
      entry("DynamicQuantizeLinear", QuantisedOperators::dynamic),
      single("MatMulInteger", QuantisedOperators::integerMatmul),
      single("QLinearConv", QuantisedOperators::conv),
      single("QLinearMatMul", QuantisedOperators::matmul),
      single("QuantizeLinear", QuantisedOperators::quantize));

  /** Scales are small: times this they keep their places in fixed point, and a quantised number over it has few. */
  private static final double SPREAD = 0x1p14;

  /** The numbers of a type. */
  private record Limits(double low, double high) {}

  private QuantisedOperators() {}

  private static Map.Entry<String, Operators.Operator> single(String type, Operators.Single operator) {
    return entry(type, operator);
  }

  private static GraphValue quantize(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    GraphValue scale = along(graph, node, graph.input(node, 1), x.shape());
    GraphValue steps = scale instanceof GraphValue.Known known
        ? graph.mul(x, known.map(s -> 1 / s))
        : Elementwise.div(graph, x, scale);
    Limits limits = node.hasInput(2)
        ? limits(node, graph.dataType(node, 2))
        : limits(node, node.integer("output_dtype", DataType.UINT8.getNumber()));
    GraphValue zero = node.hasInput(2)
        ? along(graph, node, graph.input(node, 2), x.shape())
        : graph.structure(Element.INTEGER, Values.scalar(0));
    // Both say the same, where both are there.
    node.integer("output_dtype", 0);
    return saturated(graph, graph.settled(steps), zero, limits);
  }

  private static GraphValue saturated(GraphBinder graph, GraphValue steps, GraphValue zero, Limits limits) {
    GraphValue moved = graph.add(Integers.round(graph, steps), zero.as(Element.INTEGER));
    return Elementwise.clamp(graph, moved, limits.low, limits.high).as(Element.INTEGER);
  }

  private static Limits limits(OnnxNode node, int dataType) {
    DataType type = DataType.forNumber(dataType);
    if (type == null) {
      throw node.refusal("type " + dataType + " is not supported; quantise to INT8, UINT8, INT16 or UINT16");
    }
    return switch (type) {
      case INT8 -> new Limits(-128, 127);
      case UINT8 -> new Limits(0, 255);
      case INT16 -> new Limits(-32768, 32767);
      case UINT16 -> new Limits(0, 65535);
      default -> throw node.refusal("type " + type + " is not supported; quantise to INT8, UINT8, INT16 or UINT16");
    };
  }

  private static GraphValue dequantize(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0).as(Element.INTEGER);
    GraphValue shifted = node.hasInput(2)
        ? graph.sub(x, along(graph, node, graph.input(node, 2), x.shape()))
        : x;
    return scaled(graph, graph.settled(shifted), along(graph, node, graph.input(node, 1), x.shape()));
  }

  /** Integers times a scale. A public one gets the places that it needs by itself. */
  private static GraphValue scaled(GraphBinder graph, GraphValue x, GraphValue scale) {
    if (x instanceof GraphValue.Known || (scale instanceof GraphValue.Known known && !known.weight())) {
      return graph.mul(x, scale).as(Element.REAL);
    }
    GraphValue spread = scale instanceof GraphValue.Known known
        ? known.map(s -> s * SPREAD)
        : graph.settled(graph.mul(scale, SPREAD));
    return graph.mul(graph.settled(graph.mul(x, 1 / SPREAD)), spread).as(Element.REAL);
  }

  /** One for all, one for each index of an axis, or one for each block along it. */
  private static GraphValue along(GraphBinder graph, OnnxNode node, GraphValue x, Shape of) {
    int block = node.integer("block_size", 0);
    int axis = of.rank() == 0 ? 0 : node.axis(node.integer("axis", 1), Math.max(2, of.rank()));
    if (x.shape().size() == 1) {
      return graph.reshape(x, new int[0]);
    }
    if (block > 0) {
      return Indexing.gather(graph, x, axis, IntStream.range(0, of.dim(axis)).map(i -> i / block).toArray());
    }
    return graph.reshape(x, IntStream.range(0, of.rank()).map(i -> i == axis ? x.shape().size() : 1).toArray());
  }

  /** Outputs: quantised numbers, their scale and their zero point, by the range of the data. */
  private static List<GraphValue> dynamic(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    List<Integer> all = IntStream.range(0, x.shape().rank()).boxed().toList();
    GraphValue high = graph.relu(Reductions.max(graph, x, all, false));
    GraphValue low = graph.relu(graph.negate(Reductions.min(graph, x, all, false)));
    GraphValue range = graph.settled(graph.add(high, low));
    Limits limits = new Limits(0, 255);
    GraphValue none = graph.structure(Element.INTEGER, Values.scalar(0));
    GraphValue zero = saturated(graph, Elementwise.div(graph, graph.settled(graph.mul(low, limits.high)), range), none,
        limits);
    GraphValue steps = Elementwise.div(graph, graph.settled(graph.mul(x, limits.high)), range);
    return List.of(saturated(graph, steps, zero, limits), graph.mul(range, 1 / limits.high), zero);
  }

  private static GraphValue integerMatmul(GraphBinder graph, OnnxNode node) {
    return graph.matmul(shifted(graph, node, 0, 2, -2), shifted(graph, node, 1, 3, -1)).as(Element.INTEGER);
  }

  private static GraphValue integerConv(GraphBinder graph, OnnxNode node) {
    return WindowOperators.conv(graph, node, shifted(graph, node, 0, 2, 0), shifted(graph, node, 1, 3, 0))
        .as(Element.INTEGER);
  }

  private static GraphValue matmul(GraphBinder graph, OnnxNode node) {
    GraphValue product = graph.matmul(shifted(graph, node, 0, 2, -2), shifted(graph, node, 3, 5, -1));
    GraphValue a = per(graph, graph.input(node, 1), graph.input(node, 0).shape().rank(), -2);
    GraphValue b = per(graph, graph.input(node, 4), graph.input(node, 3).shape().rank(), -1);
    return requantised(graph, node, product, a, b, graph.input(node, 6), 7);
  }

  private static GraphValue conv(GraphBinder graph, OnnxNode node) {
    GraphValue x = shifted(graph, node, 0, 2, 0);
    GraphValue product = WindowOperators.conv(graph, node, x, shifted(graph, node, 3, 5, 0));
    GraphValue sum = node.hasInput(8)
        ? graph.add(product, per(graph, graph.input(node, 8), x.shape().rank(), 1))
        : product;
    GraphValue scale = per(graph, graph.input(node, 4), x.shape().rank(), 1);
    return requantised(graph, node, sum, graph.reshape(graph.input(node, 1), new int[0]), scale, graph.input(node, 6),
        7);
  }

  private static GraphValue requantised(GraphBinder graph, OnnxNode node, GraphValue sum, GraphValue a, GraphValue b,
      GraphValue y, int zero) {
    GraphValue to = graph.reshape(y, new int[0]);
    GraphValue product = graph.settled(graph.mul(a, b));
    GraphValue factor = to instanceof GraphValue.Known known
        ? graph.mul(product, known.map(s -> 1 / s))
        : Elementwise.div(graph, product, to);
    GraphValue steps = graph.settled(scaled(graph, graph.settled(sum), graph.settled(factor)));
    return saturated(graph, steps, graph.reshape(graph.input(node, zero), new int[0]),
        limits(node, graph.dataType(node, zero)));
  }

  /** Without its zero point: of all, or for each index of an axis. */
  private static GraphValue shifted(GraphBinder graph, OnnxNode node, int operand, int zero, int axis) {
    GraphValue x = graph.input(node, operand).as(Element.INTEGER);
    return node.hasInput(zero)
        ? graph.settled(graph.sub(x, per(graph, graph.input(node, zero), x.shape().rank(), axis)))
        : x;
  }

  private static GraphValue per(GraphBinder graph, GraphValue x, int rank, int axis) {
    if (x.shape().size() == 1) {
      return graph.reshape(x, new int[0]);
    }
    if (x.shape().rank() > 1) {
      return x;
    }
    int at = axis < 0 ? axis + rank : axis;
    return graph.reshape(x, IntStream.range(0, rank).map(i -> i == at ? x.shape().size() : 1).toArray());
  }
}
