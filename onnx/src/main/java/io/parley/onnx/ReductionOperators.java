package io.parley.onnx;

import static java.util.Map.entry;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.Values;
import io.parley.plan.formulas.Extremes;
import io.parley.plan.formulas.Reductions;
import io.parley.plan.formulas.Scans;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Ops that make one element of many. */
final class ReductionOperators {
  private interface Formula {
    GraphValue of(Algebra<GraphValue> a, GraphValue x, List<Integer> axes, boolean keep);
  }

  private interface Index {
    GraphValue of(Algebra<GraphValue> a, GraphValue x, int axis, boolean last);
  }

  static final Map<String, Operators.Single> ALL = Map.ofEntries(
      entry("ArgMax", index(Extremes::argmax)),
      entry("ArgMin", index(Extremes::argmin)),
      entry("CumProd", ReductionOperators::cumprod),
      entry("CumSum", ReductionOperators::cumsum),
      entry("ReduceL1", reduction(Reductions::l1)),
      entry("ReduceL2", reduction(Reductions::l2)),
      entry("ReduceLogSum", reduction(Reductions::logSum)),
      entry("ReduceLogSumExp", reduction(Reductions::logSumExp)),
      entry("ReduceMax", reduction(Reductions::max)),
      entry("ReduceMean", reduction(Reductions::mean)),
      entry("ReduceMin", reduction(Reductions::min)),
      entry("ReduceProd", reduction(Reductions::prod)),
      entry("ReduceSum", reduction(Algebra::sum)),
      entry("ReduceSumSquare", reduction(Reductions::sumSquare)));

  private ReductionOperators() {}

  /** Over the axes of the attribute or the operand; over all, or none by attribute, if there are none. */
  private static Operators.Single reduction(Formula formula) {
    return (graph, node) -> {
      GraphValue x = graph.input(node, 0);
      int rank = x.shape().rank();
      boolean keep = node.integer("keepdims", 1) != 0;
      boolean none = node.flag("noop_with_empty_axes");
      Optional<List<Integer>> axes = graph.integers(node, "axes", 1).filter(a -> !a.isEmpty());
      if (axes.isEmpty() && none) {
        return x;
      }
      List<Integer> over = axes.map(a -> node.axes(a, rank)).orElse(IntStream.range(0, rank).boxed().toList());
      GraphValue result = formula.of(graph, x, over, keep);
      return result.as(x.element() == Element.REAL ? Element.REAL : result.element());
    };
  }

  private static Operators.Single index(Index formula) {
    return (graph, node) -> {
      GraphValue x = graph.input(node, 0);
      int axis = node.axis(node.integer("axis", 0), x.shape().rank());
      GraphValue index = formula.of(graph, x, axis, node.flag("select_last_index")).as(Element.INTEGER);
      return node.integer("keepdims", 1) != 0 ? index : ShapeOperators.without(graph, index, List.of(axis));
    };
  }

  /** In as many layers of products as the length has bits. */
  private static GraphValue cumprod(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    int axis = node.axis((int) graph.knownNumber(node, 1), x.shape().rank());
    boolean reverse = node.flag("reverse");
    int length = x.shape().dim(axis);
    GraphValue all = node.flag("exclusive") ? moved(graph, x, axis, 1, reverse) : x;
    for (int step = 1; step < length; step *= 2) {
      all = graph.settled(graph.mul(all, moved(graph, all, axis, step, reverse)));
    }
    return all;
  }

  /** By so many places, with ones behind. */
  private static GraphValue moved(GraphBinder graph, GraphValue x, int axis, int by, boolean reverse) {
    int length = x.shape().dim(axis);
    int places = Math.min(by, length);
    int[] dims = x.shape().dims();
    dims[axis] = places;
    double[] ones = new double[Shape.of(dims).size()];
    Arrays.fill(ones, 1);
    GraphValue behind = graph.structure(Element.INTEGER, Values.of(Shape.of(dims), ones));
    return reverse
        ? graph.concat(axis, List.of(graph.slice(x, axis, places, length), behind))
        : graph.concat(axis, List.of(behind, graph.slice(x, axis, 0, length - places)));
  }

  private static GraphValue cumsum(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    int axis = node.axis((int) graph.knownNumber(node, 1), x.shape().rank());
    return Scans.cumsum(graph, x, axis, node.flag("exclusive"), node.flag("reverse"));
  }
}
