package io.parley.nd4j.catalogue;

import io.parley.plan.Algebra;
import io.parley.plan.formulas.Comparisons;
import io.parley.plan.formulas.Reductions;
import java.util.List;
import java.util.function.BinaryOperator;

/** Comparisons, whose results are bits, what is made of bits, and choices by bits. */
final class ComparisonOps {
  private ComparisonOps() {}

  static void list(SupportTable t) {
    t.kind(Kind.MATH);
    comparisons(t);
    bits(t);
    choices(t);
  }

  private static void comparisons(SupportTable t) {
    Operand whole = Operand.vector(-2, 2).whole();
    List<Object> scalar = List.of(whole, 1.0);
    String shape = "as x, bits";
    t.binary("Comparisons.less", shape, whole, whole, Comparisons::less, "INDArray.lt");
    t.binary("Comparisons.greater", shape, whole, whole, Comparisons::greater, "INDArray.gt");
    t.binary("Comparisons.equal", shape, whole, whole, Comparisons::equal, "INDArray.eq");
    t.binary("Comparisons.notEqual", shape, whole, whole, Comparisons::notEqual, "INDArray.neq");
    t.binary("Comparisons.lessOrEqual", shape, whole, whole, Comparisons::lessOrEqual, "Transforms.lessThanOrEqual");
    t.binary("Comparisons.greaterOrEqual", shape, whole, whole, Comparisons::greaterOrEqual,
        "Transforms.greaterThanOrEqual");
    t.call("Comparisons.less", shape, (a, in) -> Comparisons.less(a, in.x(), in.get(1)), scalar, "NDBase.lt");
    t.call("Comparisons.greater", shape, (a, in) -> Comparisons.greater(a, in.x(), in.get(1)), scalar, "NDBase.gt");
    t.call("Comparisons.lessOrEqual", shape, (a, in) -> Comparisons.lessOrEqual(a, in.x(), in.get(1)), scalar,
        "NDBase.lte", "INDArray.lte");
    t.call("Comparisons.greaterOrEqual", shape, (a, in) -> Comparisons.greaterOrEqual(a, in.x(), in.get(1)), scalar,
        "NDBase.gte", "INDArray.gte");
    t.call("Comparisons.equal", shape, (a, in) -> Comparisons.equal(a, in.x(), in.get(1)), scalar, "NDBase.eq");
    t.call("Comparisons.notEqual", shape, (a, in) -> Comparisons.notEqual(a, in.x(), in.get(1)), scalar, "NDBase.neq");
  }

  private static void bits(SupportTable t) {
    Operand bits = Operand.vector(0, 1).bits();
    String shape = "as x, bits";
    t.binary("Op.And", shape, bits, bits, Algebra::and, "NDMath.and", "Transforms.and");
    t.binary("Comparisons.or", shape, bits, bits, Comparisons::or, "NDMath.or", "Transforms.or");
    t.binary("Op.Xor", shape, bits, bits, Algebra::xor, "NDMath.xor", "Transforms.xor");
    t.unary("Op.Not", shape, bits, Algebra::not, "Transforms.not");
    t.kind(Kind.REDUCTION);
    Operand rows = Operand.matrix(0, 1).bits();
    t.call("Reductions.all", "without the axes, bits", (a, in) -> Reductions.all(a, in.x(), in.axes(), false),
        List.of(rows, new int[]{1}), "NDBase.all");
    t.call("Reductions.any", "without the axes, bits", (a, in) -> Reductions.any(a, in.x(), in.axes(), false),
        List.of(rows, new int[]{1}), "NDBase.any");
    Operand few = Operand.of(0, 1, 3).bits();
    t.call("Reductions.all", "one bit", (a, in) -> Reductions.all(a, in.x(), in.axes(), false), List.of(few),
        "INDArray.all");
    t.call("Reductions.any", "one bit", (a, in) -> Reductions.any(a, in.x(), in.axes(), false), List.of(few),
        "INDArray.any");
    t.call("Reductions.any", "one bit", (a, in) -> a.not(Reductions.any(a, in.x(), in.axes(), false)), List.of(few),
        "INDArray.none");
    Operand steps = Operand.of(0, 2, 3).whole();
    t.unary("Reductions.all", "one bit", steps, (a, x) -> ordered(a, x, (u, v) -> Comparisons.less(a, u, v)),
        "NDMath.isStrictlyIncreasing");
    t.unary("Reductions.all", "one bit", steps, (a, x) -> ordered(a, x, (u, v) -> Comparisons.lessOrEqual(a, u, v)),
        "NDMath.isNonDecreasing");
  }

  private static Integer flat(Algebra<Integer> a, Integer x) {
    return a.reshape(x, a.shape(x).size());
  }

  /** Whether every element stands to the next as the relation says. */
  private static Integer ordered(Algebra<Integer> a, Integer x, BinaryOperator<Integer> relation) {
    int n = a.shape(x).size();
    Integer row = flat(a, x);
    return Reductions.all(a, relation.apply(a.slice(row, 0, 0, n - 1), a.slice(row, 0, 1, n)), List.of(0), false);
  }

  private static void choices(SupportTable t) {
    t.kind(Kind.MATH);
    String fails = "ND4J's own fails or chooses the other way around; trace it with select";
    t.unsupported(fails, "NDBase", "whereNumpy");
    t.unsupported(fails, "Nd4j", "where");
  }
}
