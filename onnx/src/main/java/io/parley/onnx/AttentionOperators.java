package io.parley.onnx;

import io.parley.crypto.Shape;
import io.parley.plan.Function;
import io.parley.plan.Values;
import io.parley.plan.formulas.Reductions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Attention with groups of heads, masks and a cache, and the rotation of its queries and keys by their positions. */
final class AttentionOperators {
  static final Map<String, Operators.Operator> ALL = Map.of(
      "Attention", (graph, node) -> new AttentionOperators(graph, node).outputs(),
      "RotaryEmbedding", (Operators.Single) AttentionOperators::rotary);

  /** What masks out: e^−this is 0 for fixed point. */
  private static final double FAR = 0x1p12;
  private static final int MASK = 3;
  private static final int PAST_KEYS = 4;
  private static final int PAST_VALUES = 5;
  private static final int LENGTHS = 6;

  private final GraphBinder graph;
  private final OnnxNode node;
  private final boolean flat;
  /** N×heads×L×D. */
  private final GraphValue queries;
  private final GraphValue keys;
  private final GraphValue values;
  private final int past;

  private AttentionOperators(GraphBinder graph, OnnxNode node) {
    this.graph = graph;
    this.node = node;
    this.flat = graph.input(node, 0).shape().rank() == 3;
    int queryHeads = node.integer("q_num_heads", 0);
    int keyHeads = node.integer("kv_num_heads", 0);
    this.queries = heads(graph.input(node, 0), queryHeads);
    this.keys = cached(PAST_KEYS, heads(graph.input(node, 1), keyHeads));
    this.values = cached(PAST_VALUES, heads(graph.input(node, 2), keyHeads));
    this.past = node.hasInput(PAST_KEYS) ? graph.input(node, PAST_KEYS).shape().dim(2) : 0;
    if (queries.shape().dim(1) % keys.shape().dim(1) != 0) {
      throw node.refusal(queries.shape().dim(1) + " heads of queries are no multiple of " + keys.shape().dim(1)
          + " heads of keys");
    }
  }

  /** N×L×(heads·D) as N×heads×L×D. */
  private GraphValue heads(GraphValue x, int count) {
    if (!flat) {
      return x;
    }
    if (count < 1 || x.shape().dim(2) % count != 0) {
      throw node.refusal("q_num_heads and kv_num_heads have to divide the last axis of " + x.shape());
    }
    GraphValue apart = graph.reshape(x, x.shape().dim(0), x.shape().dim(1), count, x.shape().dim(2) / count);
    return graph.transpose(apart, List.of(0, 2, 1, 3));
  }

  private GraphValue cached(int operand, GraphValue now) {
    return node.hasInput(operand) ? graph.concat(2, List.of(graph.input(node, operand), now)) : now;
  }

  /** Each head of keys serves several of queries, which follow each other. */
  private GraphValue repeated(GraphValue x) {
    Shape s = x.shape();
    int copies = queries.shape().dim(1) / s.dim(1);
    if (copies == 1) {
      return x;
    }
    GraphValue apart = graph.reshape(x, s.dim(0), s.dim(1), 1, s.dim(2), s.dim(3));
    return graph.reshape(graph.broadcast(apart, Shape.of(s.dim(0), s.dim(1), copies, s.dim(2), s.dim(3))), s.dim(0),
        s.dim(1) * copies, s.dim(2), s.dim(3));
  }

  private List<GraphValue> outputs() {
    double scale = node.real("scale", 1 / Math.sqrt(queries.shape().dim(3)));
    GraphValue transposed = graph.transpose(repeated(keys), List.of(0, 1, 3, 2));
    GraphValue raw = graph.settled(graph.mul(graph.matmul(queries, transposed), scale));
    double cap = node.real("softcap", 0);
    GraphValue capped = cap > 0
        ? graph.settled(graph.mul(graph.apply(Function.TANH, graph.settled(graph.mul(raw, 1 / cap))), cap))
        : raw;
    Optional<GraphValue> mask = mask();
    GraphValue masked = graph.settled(mask.map(m -> graph.add(capped, m)).orElse(capped));
    GraphValue weights = Reductions.softmax(graph, masked, 3);
    GraphValue shares = mask.filter(GraphValue.Known.class::isInstance)
        .map(m -> withoutEmptyRows((GraphValue.Known) m, weights)).orElse(weights);
    GraphValue mixed = graph.matmul(shares, repeated(values));
    GraphValue scores = switch (node.integer("qk_matmul_output_mode", 0)) {
      case 0 -> raw;
      case 1 -> capped;
      case 2 -> masked;
      case 3 -> shares;
      default -> throw node.refusal("qk_matmul_output_mode goes from 0 to 3");
    };
    return List.of(flat ? joined(mixed) : mixed, keys, values, scores);
  }

  private GraphValue joined(GraphValue x) {
    Shape s = x.shape();
    return graph.reshape(graph.transpose(x, List.of(0, 2, 1, 3)), s.dim(0), s.dim(2), s.dim(1) * s.dim(3));
  }

  /** What sees nothing gets nothing. */
  private GraphValue withoutEmptyRows(GraphValue.Known mask, GraphValue weights) {
    int keysSeen = mask.shape().dim(-1);
    double[] data = mask.values().data();
    double[] sees = new double[data.length / keysSeen];
    for (int i = 0; i < data.length; i++) {
      sees[i / keysSeen] = Math.max(sees[i / keysSeen], data[i] > -FAR / 2 ? 1 : 0);
    }
    if (IntStream.range(0, sees.length).allMatch(i -> sees[i] == 1)) {
      return weights;
    }
    int[] dims = mask.shape().dims();
    dims[dims.length - 1] = 1;
    return graph.mul(weights, graph.constant(Values.of(Shape.of(dims), sees)));
  }

  /** What is added to the scores: of the operand, of causality, of windows, and of keys that are padding. */
  private Optional<GraphValue> mask() {
    Optional<GraphValue> given = node.hasInput(MASK) ? Optional.of(given(graph.input(node, MASK))) : Optional.empty();
    Optional<GraphValue> hidden = hidden();
    if (given.isEmpty() || hidden.isEmpty()) {
      return given.or(() -> hidden);
    }
    return Optional.of(bounded(graph.add(given.get(), hidden.get())));
  }

  private GraphValue bounded(GraphValue mask) {
    return mask instanceof GraphValue.Known known ? known.map(v -> Math.max(v, -FAR)) : mask;
  }

  private GraphValue given(GraphValue mask) {
    GraphValue bias = mask.element() == Element.BOOL
        ? graph.mul(graph.sub(graph.numbers(mask), graph.structure(Element.INTEGER, Values.scalar(1))), FAR)
        : mask;
    GraphValue bounded = bounded(graph.settled(bias));
    int missing = keys.shape().dim(2) - bounded.shape().dim(-1);
    if (missing <= 0) {
      return bounded;
    }
    int[] dims = bounded.shape().dims();
    dims[dims.length - 1] = missing;
    double[] far = new double[Shape.of(dims).size()];
    java.util.Arrays.fill(far, -FAR);
    return graph.concat(dims.length - 1, List.of(bounded, graph.constant(Values.of(Shape.of(dims), far))));
  }

  /** N×1×L×S, or L×S if all sequences have one length. */
  private Optional<GraphValue> hidden() {
    boolean causal = node.flag("is_causal");
    int before = node.integer("left_window_size", -1);
    int after = node.integer("right_window_size", -1);
    int rows = queries.shape().dim(2);
    int columns = keys.shape().dim(2);
    double[] lengths = node.hasInput(LENGTHS) ? graph.publicly(node, LENGTHS).data() : new double[]{columns};
    if (!causal && before < 0 && after < 0 && !node.hasInput(LENGTHS)) {
      return Optional.empty();
    }
    double[] mask = new double[lengths.length * rows * columns];
    for (int i = 0; i < mask.length; i++) {
      int length = (int) lengths[i / (rows * columns)];
      int offset = node.hasInput(LENGTHS) ? length - rows : past;
      int at = i / columns % rows + offset;
      int key = i % columns;
      boolean seen = key < length && (!causal || key <= at) && (before < 0 || key >= at - before)
          && (after < 0 || key <= at + after);
      mask[i] = seen ? 0 : -FAR;
    }
    Shape shape = node.hasInput(LENGTHS) ? Shape.of(lengths.length, 1, rows, columns) : Shape.of(rows, columns);
    return Optional.of(graph.constant(Values.of(shape, mask)));
  }

  /** Pairs of each head's elements turn by the angle of their position. */
  private static GraphValue rotary(GraphBinder graph, OnnxNode node) {
    GraphValue given = graph.input(node, 0);
    int count = node.integer("num_heads", 0);
    boolean flat = given.shape().rank() == 3;
    if (flat && (count < 1 || given.shape().dim(2) % count != 0)) {
      throw node.refusal("num_heads has to divide the last axis of " + given.shape());
    }
    // N×L×heads×D.
    GraphValue x = flat
        ? graph.reshape(given, given.shape().dim(0), given.shape().dim(1), count, given.shape().dim(2) / count)
        : graph.transpose(given, List.of(0, 2, 1, 3));
    int size = x.shape().dim(3);
    int turned = node.integer("rotary_embedding_dim", 0) == 0 ? size : node.integer("rotary_embedding_dim", 0);
    boolean interleaved = node.flag("interleaved");
    int half = turned / 2;
    GraphValue cos = angles(graph, node, 1, half);
    GraphValue sin = angles(graph, node, 2, half);
    GraphValue first = interleaved ? graph.slice(x, 3, 0, turned, 2) : graph.slice(x, 3, 0, half);
    GraphValue second = interleaved ? graph.slice(x, 3, 1, turned, 2) : graph.slice(x, 3, half, turned);
    GraphValue real = graph.sub(graph.mul(first, cos), graph.settled(graph.mul(second, sin)));
    GraphValue imaginary = graph.add(graph.settled(graph.mul(first, sin)), graph.settled(graph.mul(second, cos)));
    GraphValue rotated = interleaved
        ? graph.reshape(graph.concat(4, List.of(lone(graph, real), lone(graph, imaginary))), x.shape().dim(0),
            x.shape().dim(1), x.shape().dim(2), turned)
        : graph.concat(3, List.of(real, imaginary));
    GraphValue all = turned == size
        ? rotated
        : graph.concat(3, List.of(rotated, graph.slice(x, 3, turned, size)));
    return flat ? graph.reshape(all, given.shape()) : graph.transpose(all, List.of(0, 2, 1, 3));
  }

  private static GraphValue lone(GraphBinder graph, GraphValue x) {
    int[] dims = java.util.Arrays.copyOf(x.shape().dims(), 5);
    dims[4] = 1;
    return graph.reshape(x, dims);
  }

  /** N×L×1×half: the cache at the positions, or as it is. */
  private static GraphValue angles(GraphBinder graph, OnnxNode node, int operand, int half) {
    GraphValue cache = graph.input(node, operand);
    GraphValue at = node.hasInput(MASK)
        ? SelectionOperators.gather(graph, node, cache, graph.input(node, MASK), 0)
        : cache;
    GraphValue used = graph.slice(at, 2, 0, half);
    return graph.reshape(used, used.shape().dim(0), used.shape().dim(1), 1, half);
  }
}
