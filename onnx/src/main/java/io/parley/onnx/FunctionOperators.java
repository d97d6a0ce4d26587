package io.parley.onnx;

import static java.util.Map.entry;

import io.parley.plan.Function;
import io.parley.plan.formulas.Activations;
import io.parley.plan.formulas.Elementwise;
import io.parley.plan.formulas.Reductions;
import io.parley.plan.formulas.Trigonometry;
import java.util.Map;

/** Functions of each element, and those along an axis that keep its length. */
final class FunctionOperators {
  static final Map<String, Operators.Single> ALL = Map.ofEntries(
      entry("Abs", (g, n) -> Elementwise.abs(g, g.input(n, 0))),
      entry("Acos", (g, n) -> Trigonometry.acos(g, g.input(n, 0))),
      entry("Acosh", (g, n) -> Trigonometry.acosh(g, g.input(n, 0))),
      entry("Asin", (g, n) -> Trigonometry.asin(g, g.input(n, 0))),
      entry("Asinh", (g, n) -> Trigonometry.asinh(g, g.input(n, 0))),
      entry("Atan", (g, n) -> Trigonometry.atan(g, g.input(n, 0))),
      entry("Atanh", (g, n) -> Trigonometry.atanh(g, g.input(n, 0))),
      entry("Ceil", (g, n) -> Elementwise.ceil(g, g.input(n, 0))),
      entry("Celu", (g, n) -> Activations.celu(g, g.input(n, 0), n.real("alpha", 1))),
      entry("Clip", FunctionOperators::clip),
      entry("Cos", function(Function.COS)),
      entry("Cosh", (g, n) -> Trigonometry.cosh(g, g.input(n, 0))),
      entry("Elu", (g, n) -> Activations.elu(g, g.input(n, 0), n.real("alpha", 1))),
      entry("Erf", function(Function.ERF)),
      entry("Exp", function(Function.EXP)),
      entry("Floor", function(Function.FLOOR)),
      entry("Gelu", (g, n) -> g.apply(
          n.text("approximate", "none").equals("tanh") ? Function.GELU_TANH : Function.GELU, g.input(n, 0))),
      entry("HardSigmoid", (g, n) -> Activations.hardSigmoid(g, g.input(n, 0), n.real("alpha", 0.2),
          n.real("beta", 0.5))),
      entry("HardSwish", (g, n) -> Activations.hardSwish(g, g.input(n, 0))),
      entry("Hardmax", (g, n) -> along(g, n, (x, axis) -> Reductions.hardmax(g, x, axis))),
      entry("LeakyRelu", (g, n) -> Activations.leakyRelu(g, g.input(n, 0), n.real("alpha", 0.01))),
      entry("Log", function(Function.LOG)),
      entry("LogSoftmax", (g, n) -> along(g, n, (x, axis) -> Reductions.logSoftmax(g, x, axis))),
      entry("Mish", (g, n) -> Activations.mish(g, g.input(n, 0))),
      entry("PRelu", (g, n) -> Activations.prelu(g, g.input(n, 0), g.input(n, 1))),
      entry("Reciprocal", function(Function.RECIPROCAL)),
      entry("Relu", (g, n) -> g.relu(g.input(n, 0))),
      entry("Round", (g, n) -> Elementwise.round(g, g.input(n, 0))),
      entry("Selu", (g, n) -> Activations.selu(g, g.input(n, 0), n.real("alpha", 1.6732631921768188),
          n.real("gamma", 1.0507010221481323))),
      entry("Shrink", FunctionOperators::shrink),
      entry("Sigmoid", function(Function.SIGMOID)),
      entry("Sign", (g, n) -> Elementwise.sign(g, g.input(n, 0))),
      entry("Sin", function(Function.SIN)),
      entry("Sinh", (g, n) -> Trigonometry.sinh(g, g.input(n, 0))),
      entry("Softmax", (g, n) -> along(g, n, (x, axis) -> Reductions.softmax(g, x, axis))),
      entry("Softplus", function(Function.SOFTPLUS)),
      entry("Softsign", (g, n) -> Activations.softsign(g, g.input(n, 0))),
      entry("Sqrt", function(Function.SQRT)),
      entry("SwiGLU", (g, n) -> g.mul(swish(g, g.input(n, 0), n.real("alpha", 1)), g.input(n, 1))),
      entry("Swish", (g, n) -> swish(g, g.input(n, 0), n.real("alpha", 1))),
      entry("Tan", (g, n) -> Trigonometry.tan(g, g.input(n, 0))),
      entry("Tanh", function(Function.TANH)),
      entry("ThresholdedRelu", (g, n) -> Activations.thresholdedRelu(g, g.input(n, 0), n.real("alpha", 1))));

  private FunctionOperators() {}

  private static Operators.Single function(Function function) {
    return (graph, node) -> graph.apply(function, graph.input(node, 0));
  }

  /** x·sigmoid(α·x). */
  private static GraphValue swish(GraphBinder graph, GraphValue x, double alpha) {
    return alpha == 1
        ? graph.apply(Function.SILU, x)
        : graph.mul(x, graph.apply(Function.SIGMOID, graph.mul(x, alpha)));
  }

  /** Between known bounds, attributes before opset 11, or secret ones. */
  private static GraphValue clip(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    boolean known = (!node.hasInput(1) || graph.input(node, 1) instanceof GraphValue.Known)
        && (!node.hasInput(2) || graph.input(node, 2) instanceof GraphValue.Known);
    if (known) {
      return Elementwise.clamp(graph, x,
          graph.knownNumber(node, 1, node.real("min", Double.NEGATIVE_INFINITY)),
          graph.knownNumber(node, 2, node.real("max", Double.POSITIVE_INFINITY))).as(x.element());
    }
    GraphValue above = graph.optional(node, 1).map(low -> graph.max(x, low)).orElse(x);
    return graph.optional(node, 2).map(high -> Elementwise.min(graph, above, high)).orElse(above);
  }

  /** x ∓ bias where |x| is above λ, else 0. */
  private static GraphValue shrink(GraphBinder graph, OnnxNode node) {
    GraphValue x = graph.input(node, 0);
    double lambda = node.real("lambd", 0.5);
    double bias = node.real("bias", 0);
    GraphValue above = graph.less(graph.constant(lambda), x);
    GraphValue below = graph.less(x, graph.constant(-lambda));
    return graph.add(graph.mask(above, graph.sub(x, bias)), graph.mask(below, graph.add(x, bias)));
  }

  private interface Along {
    GraphValue of(GraphValue x, int axis);
  }

  /** Before opset 13 the axes from the given one on are taken as one. */
  private static GraphValue along(GraphBinder graph, OnnxNode node, Along formula) {
    GraphValue x = graph.input(node, 0);
    if (graph.opset() >= 13) {
      return formula.of(x, node.axis(node.integer("axis", -1), x.shape().rank()));
    }
    int axis = node.axisOrEnd(node.integer("axis", 1), x.shape().rank());
    return graph.reshape(formula.of(ShapeOperators.matrix(graph, x, axis), 1), x.shape());
  }
}
