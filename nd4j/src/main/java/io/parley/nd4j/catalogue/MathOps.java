package io.parley.nd4j.catalogue;

import io.parley.plan.Algebra;
import io.parley.plan.Function;
import io.parley.plan.formulas.Comparisons;
import io.parley.plan.formulas.Division;
import io.parley.plan.formulas.Elementwise;
import io.parley.plan.formulas.Trigonometry;
import java.util.List;

/** Arithmetic and elementwise functions. */
final class MathOps {
  private MathOps() {}

  static void list(SupportTable t) {
    t.kind(Kind.MATH);
    arithmetic(t);
    withVectors(t);
    quotients(t);
    powers(t);
    functions(t);
    angles(t);
    steps(t);
  }

  private static void arithmetic(SupportTable t) {
    t.binary("Op.Add", -9, 9, Algebra::add, "INDArray.add", "INDArray.addi", "NDMath.add");
    t.binary("Op.Sub", -9, 9, Algebra::sub, "INDArray.sub", "INDArray.subi", "NDMath.sub");
    t.binary("Op.Sub", -9, 9, (a, x, y) -> a.sub(y, x), "INDArray.rsub", "INDArray.rsubi", "NDMath.rsub");
    t.binary("Op.Product", -9, 9, Algebra::mul, "INDArray.mul", "INDArray.muli", "NDMath.mul");
    t.binary("(x − y)²", -9, 9, (a, x, y) -> Elementwise.square(a, a.sub(x, y)), "NDMath.squaredDifference");
    t.binary("Op.Max", -9, 9, Algebra::max, "NDMath.max", "NDBase.max", "Transforms.max");
    t.binary("Elementwise.min", -9, 9, Elementwise::min, "NDMath.min", "NDBase.min", "Transforms.min");
    List<Object> scalar = List.of(Operand.vector(-4, 4), 0.75);
    t.call("Op.Max", SupportTable.SAME, (a, in) -> a.max(in.x(), a.constant(in.number(0))), scalar,
        "NDBase.scalarMax");
    t.call("Elementwise.min", SupportTable.SAME, (a, in) -> Elementwise.min(a, in.x(), a.constant(in.number(0))),
        scalar, "NDBase.scalarMin");
    t.unary("Op.Negate", -9, 9, Algebra::negate, "NDMath.neg", "Transforms.neg", "INDArray.neg", "INDArray.negi");
    List<Object> many = List.of(List.of(Operand.vector(-4, 4), Operand.vector(-4, 4), Operand.vector(-4, 4)));
    t.calls("sum", SupportTable.SAME, (a, in) -> List.of(sum(a, in)), many, "NDMath.mergeAdd");
    t.calls("mean", SupportTable.SAME, (a, in) -> List.of(a.mul(sum(a, in), 1.0 / in.tensors().size())),
        many, "NDMath.mergeAvg", "Nd4j.averageAndPropagate");
    t.calls("Op.Max", SupportTable.SAME, (a, in) -> List.of(in.tensors().stream().reduce(a::max).orElseThrow()), many,
        "NDMath.mergeMax");
  }

  private static Integer sum(Algebra<Integer> a, Arguments in) {
    return in.tensors().stream().reduce(a::add).orElseThrow();
  }

  private static void withVectors(SupportTable t) {
    Operand matrix = Operand.matrix(-4, 4);
    Operand row = Operand.of(-4, 4, 1, 5);
    Operand column = Operand.column(-4, 4);
    String rowShape = "as x; y has a row's length";
    String columnShape = "as x; y has a column's length";
    t.binary("Op.Add", rowShape, matrix, row, Algebra::add, "INDArray.addRowVector", "INDArray.addiRowVector");
    t.binary("Op.Sub", rowShape, matrix, row, Algebra::sub, "INDArray.subRowVector", "INDArray.subiRowVector");
    t.binary("Op.Product", rowShape, matrix, row, Algebra::mul, "INDArray.mulRowVector", "INDArray.muliRowVector");
    t.binary("Op.Sub", rowShape, matrix, row, (a, x, y) -> a.sub(y, x), "INDArray.rsubRowVector",
        "INDArray.rsubiRowVector");
    t.binary("Op.Add", columnShape, matrix, column, Algebra::add, "INDArray.addColumnVector",
        "INDArray.addiColumnVector");
    t.binary("Op.Sub", columnShape, matrix, column, Algebra::sub, "INDArray.subColumnVector",
        "INDArray.subiColumnVector");
    t.binary("Op.Product", columnShape, matrix, column, Algebra::mul, "INDArray.mulColumnVector",
        "INDArray.muliColumnVector");
    t.binary("Op.Sub", columnShape, matrix, column, (a, x, y) -> a.sub(y, x), "INDArray.rsubColumnVector",
        "INDArray.rsubiColumnVector");
    t.binary("Elementwise.div", rowShape, matrix, Operand.of(0.5, 4, 1, 5), Elementwise::div,
        "INDArray.divRowVector", "INDArray.diviRowVector");
    t.binary("Elementwise.div", columnShape, matrix, Operand.column(0.5, 4), Elementwise::div,
        "INDArray.divColumnVector", "INDArray.diviColumnVector");
    t.binary("Elementwise.div", rowShape, Operand.matrix(0.5, 4), row, (a, x, y) -> Elementwise.div(a, y, x),
        "INDArray.rdivRowVector", "INDArray.rdiviRowVector");
    t.binary("Elementwise.div", columnShape, Operand.matrix(0.5, 4), column, (a, x, y) -> Elementwise.div(a, y, x),
        "INDArray.rdivColumnVector", "INDArray.rdiviColumnVector");
  }

  private static void quotients(SupportTable t) {
    Operand any = Operand.vector(-9, 9);
    Operand divisor = Operand.vector(0.5, 9);
    t.call("Elementwise.div", SupportTable.BROADCAST, (a, in) -> in.onNumber()
        ? Elementwise.divide(a, in.x(), in.number(0))
        : Elementwise.div(a, in.x(), in.get(1)), List.of(any, divisor), "INDArray.div", "INDArray.divi", "NDMath.div");
    t.binary("Elementwise.div", SupportTable.BROADCAST, divisor, any, (a, x, y) -> Elementwise.div(a, y, x),
        "INDArray.rdiv",
        "INDArray.rdivi", "NDMath.rdiv");
    t.unary("Function.RECIPROCAL", 0.5, 9, (a, x) -> a.apply(Function.RECIPROCAL, x), "NDMath.reciprocal");
    t.binary("Division.floorDiv", SupportTable.BROADCAST, any, divisor, Division::floorDiv, "NDMath.floorDiv");
    // Of a number, ND4J's own leaves the sign of x.
    t.call("Division.floorMod", SupportTable.BROADCAST, (a, in) -> Division.floorMod(a, in.x(), in.tensor(1)),
        List.of(any, divisor), "NDMath.floorMod", "NDMath.mod");
    t.binary("Division.fmod", SupportTable.BROADCAST, any, divisor, Division::fmod, "INDArray.fmodi");
    t.binary("Division.remainder", SupportTable.BROADCAST, any, divisor, Division::remainder, "INDArray.remainder",
        "INDArray.remainderi");
    t.call("Division.fmod", SupportTable.SAME, (a, in) -> Division.fmod(a, in.x(), in.get(1)), List.of(any, 2.5),
        "NDBase.scalarFloorMod", "INDArray.fmod");
  }

  private static void powers(SupportTable t) {
    t.unary("x·x", -9, 9, Elementwise::square, "NDMath.square");
    t.unary("x·x·x", -5, 5, (a, x) -> a.mul(a.mul(x, x), x), "NDMath.cube");
    t.unary("Function.SQRT", 0, 9, (a, x) -> a.apply(Function.SQRT, x), "NDMath.sqrt", "Transforms.sqrt");
    t.unary("Function.RSQRT", 0.25, 9, (a, x) -> a.apply(Function.RSQRT, x), "NDMath.rsqrt");
    t.call("Elementwise.pow", SupportTable.SAME, (a, in) -> in.onNumber()
        ? Elementwise.pow(a, in.x(), in.number(0))
        : Elementwise.power(a, in.x(), in.get(1)), List.of(Operand.vector(0.5, 4), Operand.vector(-1, 2)), "NDMath.pow",
        "Transforms.pow");
  }

  private static void functions(SupportTable t) {
    t.unary("Elementwise.abs", -9, 9, Elementwise::abs, "NDMath.abs", "Transforms.abs");
    t.unary("Function.EXP", -6, 2, (a, x) -> a.apply(Function.EXP, x), "NDMath.exp", "Transforms.exp");
    t.unary("Function.EXP", -6, 2, (a, x) -> a.sub(a.apply(Function.EXP, x), 1), "NDMath.expm1",
        "Transforms.expm1");
    t.call("Function.LOG", SupportTable.SAME, (a, in) -> {
      Integer log = a.apply(Function.LOG, in.x());
      double base = in.number(0, Math.E);
      return base == Math.E ? log : a.mul(log, 1 / Math.log(base));
    }, List.of(Operand.vector(0.25, 9)), "NDMath.log", "Transforms.log");
    t.unary("Function.LOG", -0.75, 9, (a, x) -> a.apply(Function.LOG, a.add(x, 1)), "NDMath.log1p",
        "Transforms.log1p");
    t.unary("Function.ERF", -3, 3, (a, x) -> a.apply(Function.ERF, x), "NDMath.erf");
    t.unary("Function.ERF", -3, 3, (a, x) -> a.sub(1, a.apply(Function.ERF, x)), "NDMath.erfc");
    t.unary("x·(1 − x)", -4, 4, (a, x) -> a.mul(x, a.sub(1, x)), "Transforms.timesOneMinus");
    List<Object> clip = List.of(Operand.vector(-4, 4), -1.25, 2.5);
    t.call("Elementwise.clamp", SupportTable.SAME, (a, in) -> Elementwise.clamp(a, in.x(), in.number(0), in.number(1)),
        clip, "NDMath.clipByValue", "NDBase.clipByValue");
  }

  private static void angles(SupportTable t) {
    t.unary("Function.SIN", -9, 9, (a, x) -> a.apply(Function.SIN, x), "NDMath.sin", "Transforms.sin");
    t.unary("Function.COS", -9, 9, (a, x) -> a.apply(Function.COS, x), "NDMath.cos", "Transforms.cos");
    t.unary("Trigonometry.tan", -1.25, 1.25, Trigonometry::tan, "NDMath.tan", "Transforms.tan");
    t.unary("Trigonometry.asin", -1, 1, Trigonometry::asin, "NDMath.asin", "Transforms.asin");
    t.unary("Trigonometry.acos", -1, 1, Trigonometry::acos, "NDMath.acos", "Transforms.acos");
    t.unary("Trigonometry.atan", -9, 9, Trigonometry::atan, "NDMath.atan", "Transforms.atan");
    t.binary("Trigonometry.atan2", -4, 4, Trigonometry::atan2, "NDMath.atan2");
    t.binary("Trigonometry.atan2", -4, 4, (a, x, y) -> Trigonometry.atan2(a, y, x), "Transforms.atan2");
    t.unary("Trigonometry.sinh", -3, 3, Trigonometry::sinh, "NDMath.sinh", "Transforms.sinh");
    t.unary("Trigonometry.cosh", -3, 3, Trigonometry::cosh, "NDMath.cosh", "Transforms.cosh");
    t.unary("Trigonometry.asinh", -9, 9, Trigonometry::asinh, "NDMath.asinh");
    t.unary("Trigonometry.acosh", 1.25, 9, Trigonometry::acosh, "NDMath.acosh");
    t.unary("Trigonometry.atanh", -0.875, 0.875, Trigonometry::atanh, "NDMath.atanh", "Transforms.atanh");
  }

  private static void steps(SupportTable t) {
    t.unary("Function.FLOOR", -9, 9, (a, x) -> a.apply(Function.FLOOR, x), "NDMath.floor", "Transforms.floor");
    t.unary("Elementwise.ceil", -9, 9, Elementwise::ceil, "NDMath.ceil", "Transforms.ceil", "Transforms.ceiling");
    t.unary("Elementwise.round", -9, 9, Elementwise::round, "NDMath.round", "Transforms.round");
    t.unary("Elementwise.sign", -2, 2, Elementwise::sign, "NDMath.sign", "Transforms.sign");
    t.call("Op.IsNegative", SupportTable.SAME,
        (a, in) -> a.number(Comparisons.greater(a, in.x(), a.constant(in.number(0)))),
        List.of(Operand.vector(-2, 2), 0.0), "NDMath.step");
    t.unary("Op.IsNegative", -2, 2, (a, x) -> a.number(Comparisons.greater(a, x, a.constant(0.0))), "Transforms.step");
  }
}
