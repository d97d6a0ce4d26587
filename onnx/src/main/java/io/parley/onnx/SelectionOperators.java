package io.parley.onnx;

import static java.util.Map.entry;

import io.parley.crypto.Shape;
import io.parley.plan.Values;
import io.parley.plan.formulas.Indexing;
import io.parley.plan.formulas.Padding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Ops that take some of the elements, or put tensors together. */
final class SelectionOperators {
  static final Map<String, Operators.Operator> ALL = new HashMap<>();

  static {
    Map<String, Operators.Single> single = Map.ofEntries(
        entry("Concat", SelectionOperators::concat),
        entry("Gather", SelectionOperators::gather),
        entry("GatherElements", SelectionOperators::gatherElements),
        entry("GatherND", SelectionOperators::gatherNd),
        entry("Pad", SelectionOperators::pad),
        entry("ReverseSequence", SelectionOperators::reversed),
        entry("Scatter", Scattering::elements),
        entry("ScatterElements", Scattering::elements),
        entry("ScatterND", Scattering::slices),
        entry("Slice", SelectionOperators::slice),
        entry("TensorScatter", Scattering::cache),
        entry("Trilu", SelectionOperators::trilu));
    ALL.putAll(single);
    ALL.put("Split", SelectionOperators::split);
  }

  private SelectionOperators() {}

  private static GraphValue concat(GraphBinder graph, OnnxNode node) {
    List<GraphValue> parts = graph.inputs(node).stream().filter(x -> x.shape().size() > 0).toList();
    if (parts.isEmpty()) {
      return graph.input(node, 0);
    }
    return graph.concat(node.axis(node.integer("axis", 0), parts.getFirst().shape().rank()), parts);
  }

  /** By known indices of any shape, along an axis. */
  private static GraphValue gather(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    return gather(graph, node, x, graph.input(node, 1), node.axis(node.integer("axis", 0), x.shape().rank()));
  }

  static GraphValue gather(GraphBinder graph, OnnxNode node, GraphValue x, GraphValue indices, int axis) {
    List<Integer> dims = new ArrayList<>();
    IntStream.range(0, axis).forEach(i -> dims.add(x.shape().dim(i)));
    IntStream.of(indices.shape().dims()).forEach(dims::add);
    IntStream.range(axis + 1, x.shape().rank()).forEach(i -> dims.add(x.shape().dim(i)));
    GraphValue flat = graph.reshape(indices, indices.shape().size());
    GraphValue picked = flat instanceof GraphValue.Known known
        ? Indexing.gather(graph, x, axis, indices(graph, node, known, x.shape().dim(axis)))
        : secretly(graph, x, axis, flat);
    return graph.reshape(picked, ShapeOperators.ints(dims)).as(x.element());
  }

  /** By secret indices. */
  private static GraphValue secretly(GraphBinder graph, GraphValue x, int axis, GraphValue indices) {
    List<Integer> first = IntStream
        .concat(IntStream.of(axis), IntStream.range(0, x.shape().rank()).filter(i -> i != axis)).boxed().toList();
    GraphValue rows = Indexing.lookup(graph, graph.numbers(graph.transpose(x, first)),
        Integers.fromStart(graph, indices, x.shape().dim(axis)));
    List<Integer> back = new ArrayList<>(IntStream.range(1, x.shape().rank()).boxed().toList());
    back.add(axis, 0);
    return graph.transpose(rows, back);
  }

  /** Counted from the end if negative. */
  private static int[] indices(GraphBinder graph, OnnxNode node, GraphValue.Known indices, int length) {
    return Arrays.stream(graph.publicly(node, indices).data()).mapToInt(i -> node.axis((int) i, length)).toArray();
  }

  /** Element j of the result is element from[j] of x, both counted in row-major order. */
  private static GraphValue rearranged(GraphBinder graph, GraphValue x, int[] from, Shape to) {
    return graph.reshape(Indexing.gather(graph, graph.reshape(x, x.shape().size()), 0, from), to);
  }

  /** Each sequence backwards up to its end, which is known. */
  private static GraphValue reversed(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    double[] lengths = graph.publicly(node, 1).data();
    int rank = x.shape().rank();
    int batch = node.axis(node.integer("batch_axis", 1), rank);
    int time = node.axis(node.integer("time_axis", 0), rank);
    int[] strides = x.shape().strides();
    int[] from = IntStream.range(0, x.shape().size()).map(j -> {
      int t = j / strides[time] % x.shape().dim(time);
      int length = (int) lengths[j / strides[batch] % x.shape().dim(batch)];
      return t < length ? j + (length - 1 - 2 * t) * strides[time] : j;
    }).toArray();
    return rearranged(graph, x, from, x.shape());
  }

  private static GraphValue gatherElements(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    GraphValue.Known at = graph.knownInput(node, 1);
    int axis = node.axis(node.integer("axis", 0), x.shape().rank());
    int[] along = indices(graph, node, at, x.shape().dim(axis));
    int[] strides = x.shape().strides();
    int[] steps = at.shape().strides();
    int[] from = new int[along.length];
    for (int j = 0; j < from.length; j++) {
      for (int i = 0; i < strides.length; i++) {
        from[j] += strides[i] * (i == axis ? along[j] : j / steps[i] % at.shape().dim(i));
      }
    }
    return rearranged(graph, x, from, at.shape());
  }

  private static GraphValue gatherNd(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    GraphValue.Known at = graph.knownInput(node, 1);
    int batchAxes = node.integer("batch_dims", 0);
    int depth = at.shape().dim(-1);
    int[] strides = x.shape().strides();
    int each = IntStream.range(batchAxes + depth, x.shape().rank()).map(x.shape()::dim).reduce(1, Math::multiplyExact);
    int batches = IntStream.range(0, batchAxes).map(x.shape()::dim).reduce(1, Math::multiplyExact);
    int count = at.shape().size() / depth;
    double[] indices = graph.publicly(node, at).data();
    int[] from = new int[count * each];
    for (int j = 0; j < count; j++) {
      int first = batchAxes == 0 ? 0 : j / (count / batches) * strides[batchAxes - 1];
      for (int k = 0; k < depth; k++) {
        first += strides[batchAxes + k]
            * node.axis((int) indices[j * depth + k], x.shape().dim(batchAxes + k));
      }
      for (int e = 0; e < each; e++) {
        from[j * each + e] = first + e;
      }
    }
    List<Integer> dims = new ArrayList<>();
    IntStream.range(0, at.shape().rank() - 1).forEach(i -> dims.add(at.shape().dim(i)));
    IntStream.range(batchAxes + depth, x.shape().rank()).forEach(i -> dims.add(x.shape().dim(i)));
    return rearranged(graph, x, from, Shape.of(ShapeOperators.ints(dims)));
  }

  /** Starts, ends, axes and steps are attributes before opset 10; bounds beyond the axis end at it. */
  private static GraphValue slice(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    int rank = x.shape().rank();
    List<Integer> starts = graph.integers(node, "starts", 1).orElseThrow(() -> node.refusal("has no starts"));
    List<Integer> ends = graph.integers(node, "ends", 2).orElseThrow(() -> node.refusal("has no ends"));
    List<Integer> axes = graph.integers(node, "axes", 3)
        .orElseGet(() -> IntStream.range(0, starts.size()).boxed().toList());
    List<Integer> steps = node.hasInput(4) ? graph.knownIntegers(node, 4) : Collections.nCopies(starts.size(), 1);
    GraphValue result = x;
    for (int i = 0; i < starts.size(); i++) {
      int axis = node.axis(axes.get(i), rank);
      int length = x.shape().dim(axis);
      int step = steps.get(i);
      int start = starts.get(i) < 0 ? starts.get(i) + length : starts.get(i);
      int end = ends.get(i) < 0 ? ends.get(i) + length : ends.get(i);
      if (step > 0) {
        int from = Math.clamp(start, 0, length);
        result = graph.slice(result, axis, from, Math.clamp(end, from, length), step);
      } else {
        int from = Math.clamp(start, -1, length - 1);
        int to = Math.clamp(end, -1, from);
        result = Indexing.gather(graph, result, axis,
            IntStream.iterate(from, j -> j > to, j -> j + step).toArray());
      }
    }
    return result;
  }

  private static List<GraphValue> split(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    int axis = node.axis(node.integer("axis", 0), x.shape().rank());
    int length = x.shape().dim(axis);
    int parts = node.proto().getOutputCount();
    List<Integer> sizes = graph.integers(node, "split", 1).orElseGet(() -> {
      int each = Math.ceilDiv(length, parts);
      return IntStream.range(0, parts).mapToObj(i -> Math.clamp(length - i * each, 0, each)).toList();
    });
    if (sizes.size() != parts || sizes.stream().mapToInt(i -> i).sum() != length) {
      throw node.refusal("cannot split length " + length + " into " + parts + " parts of " + sizes);
    }
    List<GraphValue> result = new ArrayList<>();
    int start = 0;
    for (int size : sizes) {
      result.add(graph.slice(x, axis, start, start + size, 1));
      start += size;
    }
    return result;
  }

  /** Widths below 0 cut off. */
  private static GraphValue pad(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    int rank = x.shape().rank();
    List<Integer> widths = graph.integers(node, "pads", 1).orElseThrow(() -> node.refusal("has no pads"));
    List<Integer> axes = node.hasInput(3)
        ? node.axes(graph.knownIntegers(node, 3), rank)
        : IntStream.range(0, rank).boxed().toList();
    if (widths.size() != 2 * axes.size()) {
      throw node.refusal("has " + widths.size() + " widths for " + axes.size() + " axes");
    }
    List<Integer> before = new ArrayList<>(Collections.nCopies(rank, 0));
    List<Integer> after = new ArrayList<>(before);
    for (int i = 0; i < axes.size(); i++) {
      before.set(axes.get(i), widths.get(i));
      after.set(axes.get(i), widths.get(axes.size() + i));
    }
    String mode = node.text("mode", "constant");
    GraphValue padded = switch (mode) {
      case "constant" -> Padding.constant(graph, x, before, after,
          node.attribute("value").map(a -> (double) a.getF()).orElseGet(() -> graph.knownNumber(node, 2, 0)));
      case "reflect" -> Padding.of(graph, x, before, after, Padding.Mode.REFLECT);
      case "edge" -> Padding.of(graph, x, before, after, Padding.Mode.EDGE);
      case "wrap" -> Padding.of(graph, x, before, after, Padding.Mode.CIRCULAR);
      default -> throw node.refusal("mode " + mode + " is unknown");
    };
    return padded.as(x.element());
  }

  /** The upper or lower triangle of matrices. */
  private static GraphValue trilu(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    boolean upper = node.integer("upper", 1) != 0;
    int k = (int) graph.knownNumber(node, 1, 0);
    int rows = x.shape().dim(-2);
    int columns = x.shape().dim(-1);
    double[] mask = IntStream.range(0, rows * columns)
        .mapToDouble(i -> (upper ? i % columns - i / columns >= k : i % columns - i / columns <= k) ? 1 : 0).toArray();
    return graph.mul(x, graph.constant(Values.of(Shape.of(rows, columns), mask))).as(x.element());
  }
}
