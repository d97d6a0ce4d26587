package io.parley.plan.onnx;

import static java.util.Map.entry;

import io.parley.plan.Function;
import io.parley.plan.formulas.Elementwise;
import java.util.Map;

/** Functions of each element that follow from exponentials, logarithms, roots and angles. */
final class TranscendentalOperators {
  static final Map<String, Operators.Single> ALL = Map.ofEntries(
      entry("Acosh", (g, n) -> areaCosine(g, g.input(n, 0))),
      entry("Asinh", (g, n) -> areaSine(g, g.input(n, 0))),
      entry("Atanh", (g, n) -> areaTangent(g, g.input(n, 0))),
      entry("Cosh", (g, n) -> g.mul(g.add(exp(g, g.input(n, 0)), exp(g, g.negate(g.input(n, 0)))), 0.5)),
      entry("Sinh", (g, n) -> g.mul(g.sub(exp(g, g.input(n, 0)), exp(g, g.negate(g.input(n, 0)))), 0.5)),
      entry("Tan", (g, n) -> Elementwise.div(g, g.apply(Function.SIN, g.input(n, 0)),
          g.apply(Function.COS, g.input(n, 0)))));

  private TranscendentalOperators() {}

  private static GraphValue exp(GraphBinder graph, GraphValue x) {
    return graph.apply(Function.EXP, x);
  }

  private static GraphValue log(GraphBinder graph, GraphValue x) {
    return graph.apply(Function.LOG, x);
  }

  /** ln(x + √(x² − 1)). */
  private static GraphValue areaCosine(GraphBinder graph, GraphValue x) {
    return log(graph, graph.add(x, graph.apply(Function.SQRT, graph.sub(Elementwise.square(graph, x), 1))));
  }

  /** ±ln(|x| + √(x² + 1)), whose argument is at least 1. */
  private static GraphValue areaSine(GraphBinder graph, GraphValue x) {
    GraphValue root = graph.apply(Function.SQRT, graph.add(Elementwise.square(graph, x), 1));
    return graph.mul(Elementwise.sign(graph, x), log(graph, graph.add(Elementwise.abs(graph, x), root)));
  }

  /** (ln(1 + x) − ln(1 − x))/2. */
  private static GraphValue areaTangent(GraphBinder graph, GraphValue x) {
    return graph.mul(graph.sub(log(graph, graph.add(x, 1)), log(graph, graph.sub(1, x))), 0.5);
  }
}
