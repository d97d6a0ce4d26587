package io.parley.nd4j.samediff;

import io.parley.plan.Function;
import io.parley.plan.formulas.Activations;
import io.parley.plan.formulas.Comparisons;
import io.parley.plan.formulas.Division;
import io.parley.plan.formulas.Elementwise;
import io.parley.plan.formulas.Trigonometry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The supported ops of SameDiff, by ND4J's names. */
final class SdOperators {
  /** Builds the results of an op. */
  interface Operator {
    List<SdValue> apply(SdAlgebra algebra, SdNode node);
  }

  interface Unary {
    SdValue of(SdAlgebra algebra, SdValue x);
  }

  interface Binary {
    SdValue of(SdAlgebra algebra, SdValue x, SdValue y);
  }

  interface Scalar {
    SdValue of(SdAlgebra algebra, SdValue x, double y);
  }

  interface One {
    SdValue of(SdAlgebra algebra, SdNode node);
  }

  static final Map<String, Operator> ALL = all();

  private SdOperators() {}

  private static Map<String, Operator> all() {
    Map<String, Operator> table = new HashMap<>();
    arithmetic(table);
    scalars(table);
    functions(table);
    angles(table);
    activations(table);
    SdReductions.list(table);
    SdLayers.list(table);
    SdStructures.list(table);
    return Map.copyOf(table);
  }

  static void one(Map<String, Operator> table, String name, One of) {
    table.put(name, (a, n) -> List.of(of.of(a, n)));
  }

  private static void unary(Map<String, Operator> table, String name, Unary of) {
    one(table, name, (a, n) -> of.of(a, n.x()));
  }

  private static void binary(Map<String, Operator> table, String name, Binary of) {
    one(table, name, (a, n) -> of.of(a, n.x(), n.x(1)));
  }

  private static void scalar(Map<String, Operator> table, String name, Scalar of) {
    one(table, name, (a, n) -> of.of(a, n.x(), n.scalar()));
  }

  private static void function(Map<String, Operator> table, String name, Function function) {
    unary(table, name, (a, x) -> a.apply(function, x));
  }

  private static void arithmetic(Map<String, Operator> t) {
    binary(t, "add", (a, x, y) -> a.add(x, y));
    binary(t, "subtract", (a, x, y) -> a.sub(x, y));
    binary(t, "multiply", (a, x, y) -> a.mul(x, y));
    binary(t, "divide", Elementwise::div);
    binary(t, "realdiv", Elementwise::div);
    binary(t, "reversesubtract", (a, x, y) -> a.sub(y, x));
    binary(t, "reversedivide", (a, x, y) -> Elementwise.div(a, y, x));
    binary(t, "squaredsubtract", (a, x, y) -> Elementwise.square(a, a.sub(x, y)));
    binary(t, "maximum", (a, x, y) -> a.max(x, y));
    binary(t, "minimum", Elementwise::min);
    binary(t, "less", Comparisons::less);
    binary(t, "less_equal", Comparisons::lessOrEqual);
    binary(t, "greater", Comparisons::greater);
    binary(t, "greater_equal", Comparisons::greaterOrEqual);
    binary(t, "equals", Comparisons::equal);
    binary(t, "not_equals", Comparisons::notEqual);
    binary(t, "floordiv", Division::floorDiv);
    binary(t, "floormod", Division::floorMod);
    unary(t, "neg", (a, x) -> a.negate(x));
    unary(t, "identity", (a, x) -> x);
    unary(t, "oneminus", (a, x) -> a.sub(1, x));
  }

  private static void scalars(Map<String, Operator> t) {
    scalar(t, "add_scalar", (a, x, y) -> a.add(x, y));
    scalar(t, "sub_scalar", (a, x, y) -> a.sub(x, y));
    scalar(t, "rsub_scalar", (a, x, y) -> a.sub(y, x));
    scalar(t, "mul_scalar", (a, x, y) -> a.mul(x, y));
    scalar(t, "div_scalar", (a, x, y) -> a.mul(x, 1 / y));
    scalar(t, "rdiv_scalar", (a, x, y) -> a.mul(a.apply(Function.RECIPROCAL, x), y));
    scalar(t, "max_scalar", (a, x, y) -> a.max(x, a.constant(y)));
    scalar(t, "scalar_min", (a, x, y) -> Elementwise.min(a, x, a.constant(y)));
    scalar(t, "pow", Elementwise::pow);
    scalar(t, "lessthan_scalar", (a, x, y) -> Comparisons.less(a, x, a.constant(y)));
    scalar(t, "greaterthan_scalar", (a, x, y) -> Comparisons.greater(a, x, a.constant(y)));
    scalar(t, "lessthanorequal_scalar", (a, x, y) -> Comparisons.lessOrEqual(a, x, a.constant(y)));
    scalar(t, "greaterthanorequal_scalar", (a, x, y) -> Comparisons.greaterOrEqual(a, x, a.constant(y)));
    scalar(t, "relu", (a, x, cutoff) -> cutoff == 0 ? a.relu(x) : Activations.thresholdedRelu(a, x, cutoff));
    scalar(t, "relu6", (a, x, _) -> Activations.relu6(a, x));
    scalar(t, "leakyrelu", Activations::leakyRelu);
    scalar(t, "step", (a, x, y) -> a.number(Comparisons.greater(a, x, a.constant(y))));
  }

  private static void functions(Map<String, Operator> t) {
    function(t, "exp", Function.EXP);
    function(t, "log", Function.LOG);
    function(t, "sqrt", Function.SQRT);
    function(t, "rsqrt", Function.RSQRT);
    function(t, "Reciprocal", Function.RECIPROCAL);
    function(t, "sigmoid", Function.SIGMOID);
    function(t, "tanh", Function.TANH);
    function(t, "erf", Function.ERF);
    function(t, "softplus", Function.SOFTPLUS);
    function(t, "swish", Function.SILU);
    function(t, "sin", Function.SIN);
    function(t, "cos", Function.COS);
    function(t, "floor", Function.FLOOR);
    unary(t, "ceil", Elementwise::ceil);
    unary(t, "round", Elementwise::round);
    unary(t, "abs", Elementwise::abs);
    unary(t, "sign", Elementwise::sign);
    unary(t, "square", Elementwise::square);
    unary(t, "cube", (a, x) -> a.mul(a.mul(x, x), x));
    unary(t, "log1p", (a, x) -> a.apply(Function.LOG, a.add(x, 1)));
    unary(t, "expm1", (a, x) -> a.sub(a.apply(Function.EXP, x), 1));
    unary(t, "erfc", (a, x) -> a.sub(1, a.apply(Function.ERF, x)));
  }

  private static void angles(Map<String, Operator> t) {
    unary(t, "tan", Trigonometry::tan);
    unary(t, "asin", Trigonometry::asin);
    unary(t, "acos", Trigonometry::acos);
    unary(t, "atan", Trigonometry::atan);
    unary(t, "sinh", Trigonometry::sinh);
    unary(t, "cosh", Trigonometry::cosh);
    unary(t, "asinh", Trigonometry::asinh);
    unary(t, "acosh", Trigonometry::acosh);
    unary(t, "atanh", Trigonometry::atanh);
  }

  private static void activations(Map<String, Operator> t) {
    // ND4J's own approximations of GELU.
    unary(t, "gelu", (a, x) -> a.mul(x, a.apply(Function.SIGMOID, a.mul(x, 1.702))));
    unary(t, "mish", Activations::mish);
    unary(t, "selu", Activations::selu);
    unary(t, "softsign", Activations::softsign);
    unary(t, "logsigmoid", Activations::logSigmoid);
    unary(t, "hard_sigmoid", (a, x) -> Activations.hardSigmoid(a, x, 0.2, 0.5));
    unary(t, "hardtanh", (a, x) -> Elementwise.clamp(a, x, -1, 1));
    one(t, "elu", (a, n) -> Activations.elu(a, n.x(), n.real(0, 1)));
    one(t, "ClipByValue", (a, n) -> Elementwise.clamp(a, n.x(), n.real(0, 0), n.real(1, 0)));
    binary(t, "prelu", Activations::prelu);
  }
}
