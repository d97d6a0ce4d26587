package io.parley.plan.catalogue;

import io.parley.plan.Function;
import io.parley.plan.formulas.Algebra;
import io.parley.plan.formulas.Comparisons;
import io.parley.plan.formulas.Elementwise;
import io.parley.plan.formulas.Extremes;
import io.parley.plan.formulas.Normalisations;
import io.parley.plan.formulas.Reductions;
import io.parley.plan.formulas.Scans;
import io.parley.plan.formulas.Sorting;
import java.util.List;

/** What becomes of many elements along axes. */
final class ReductionOps {
  private static final String DROPPED = "without the axes";
  private static final String ONE = "one number";
  private static final int[] AXIS = {1};

  /** Along an axis, which is dropped. */
  private interface Along {
    Integer of(Algebra<Integer> algebra, Integer x, int axis);
  }

  private ReductionOps() {}

  static void list(Table t) {
    t.kind(Kind.REDUCTION);
    sums(t);
    norms(t);
    extremes(t);
    sorted(t);
    moments(t);
    byNumberOfAxis(t);
    entropies(t);
    cumulative(t);
  }

  private static void both(Table t, String formula, double low, double high, Along of, List<String> along,
      List<String> all) {
    both(t, formula, Operand.matrix(low, high), Operand.vector(low, high), of, along, all);
  }

  /** Ops along axis 1 of a matrix, and ops on all elements. */
  private static void both(Table t, String formula, Operand matrix, Operand vector, Along of, List<String> along,
      List<String> all) {
    t.call(formula, DROPPED, (a, x) -> of.of(a, x, 1), List.of(matrix, AXIS), along.toArray(String[]::new));
    t.unary(formula, ONE, vector, (a, x) -> of.of(a, x, 0), all.toArray(String[]::new));
  }

  private static void sums(Table t) {
    both(t, "Algebra.sum", -4, 4, (a, x, axis) -> a.sum(x, List.of(axis), false),
        List.of("NDMath.sum", "NDBase.sum", "INDArray.sum"),
        List.of("INDArray.sumNumber"));
    both(t, "Reductions.mean", -4, 4, ReductionOps::mean,
        List.of("NDMath.mean", "NDBase.mean", "INDArray.mean"),
        List.of("INDArray.meanNumber"));
    both(t, "Reductions.mean of |x|", -4, 4, (a, x, axis) -> mean(a, Elementwise.abs(a, x), axis),
        List.of("NDMath.reduceAmean"), List.of("INDArray.amean", "INDArray.ameanNumber"));
    t.call("Reductions.prod", DROPPED, (a, x) -> product(a, x, 1), List.of(Operand.matrix(-2, 2), AXIS),
        "NDMath.prod", "NDBase.prod", "INDArray.prod");
    t.unary("Reductions.prod", ONE, Operand.of(-2, 2, 6), (a, x) -> product(a, x, 0), "INDArray.prodNumber");
    Operand few = Operand.matrix(-1, 1).whole();
    t.call("Comparisons.isZero", DROPPED, (a, x) -> a.sum(zeros(a, x), List.of(1), false), List.of(few, AXIS),
        "NDMath.countZero");
    t.call("Comparisons.isZero", DROPPED, (a, x) -> a.sum(a.sub(1, zeros(a, x)), List.of(1), false), List.of(few, AXIS),
        "NDMath.countNonZero");
    t.unary("Comparisons.isZero", ONE, Operand.vector(-1, 1).whole(), (a, x) -> mean(a, zeros(a, x), 0),
        "NDMath.zeroFraction");
  }

  private static Integer product(Algebra<Integer> a, Integer x, int axis) {
    return Reductions.prod(a, x, List.of(axis), false);
  }

  private static Integer mean(Algebra<Integer> a, Integer x, int axis) {
    return Reductions.mean(a, x, List.of(axis), false);
  }

  private static Integer argmax(Algebra<Integer> a, Integer x, int axis) {
    return a.sum(Extremes.argmax(a, x, axis, false), List.of(axis), false);
  }

  private static Integer zeros(Algebra<Integer> a, Integer x) {
    return a.number(Comparisons.isZero(a, x));
  }

  private static void norms(Table t) {
    both(t, "Reductions.l1", -4, 4, (a, x, axis) -> Reductions.l1(a, x, List.of(axis), false),
        List.of("NDMath.norm1", "NDMath.asum", "NDBase.norm1", "INDArray.norm1"),
        List.of("INDArray.norm1Number"));
    both(t, "Reductions.l2", -4, 4, (a, x, axis) -> Reductions.l2(a, x, List.of(axis), false),
        List.of("NDMath.norm2", "NDBase.norm2", "INDArray.norm2"), List.of("INDArray.norm2Number"));
    both(t, "Reductions.sumSquare", -4, 4, (a, x, axis) -> Reductions.sumSquare(a, x, List.of(axis), false),
        List.of("NDMath.squaredNorm", "NDBase.squaredNorm"), List.of());
    both(t, "Reductions.max of |x|", -4, 4, (a, x, axis) -> max(a, Elementwise.abs(a, x), axis),
        List.of("NDMath.normMax", "NDMath.reduceAMax", "NDBase.normmax", "INDArray.normmax", "INDArray.amax"),
        List.of("INDArray.normmaxNumber", "INDArray.amaxNumber"));
    both(t, "Reductions.min of |x|", -4, 4, (a, x, axis) -> min(a, Elementwise.abs(a, x), axis),
        List.of("NDMath.reduceAmin", "INDArray.amin"), List.of("INDArray.aminNumber"));
    both(t, "Reductions.logSumExp", -3, 3, (a, x, axis) -> Reductions.logSumExp(a, x, List.of(axis), false),
        List.of("NDMath.logSumExp"), List.of());
  }

  private static Integer max(Algebra<Integer> a, Integer x, int axis) {
    return Reductions.max(a, x, List.of(axis), false);
  }

  private static Integer min(Algebra<Integer> a, Integer x, int axis) {
    return Reductions.min(a, x, List.of(axis), false);
  }

  private static void extremes(Table t) {
    both(t, "Reductions.max", -4, 4, ReductionOps::max, List.of("NDMath.reduceMax", "INDArray.max"),
        List.of("INDArray.maxNumber"));
    both(t, "Reductions.min", -4, 4, ReductionOps::min, List.of("NDMath.reduceMin", "INDArray.min"),
        List.of("INDArray.minNumber"));
    both(t, "Extremes.argmax", -4, 4, ReductionOps::argmax,
        List.of("NDBase.argmax", "INDArray.argMax", "Nd4j.argMax"), List.of());
    both(t, "Extremes.argmax", -4, 4, (a, x, axis) -> argmax(a, a.negate(x), axis),
        List.of("NDBase.argmin", "Nd4j.argMin"), List.of());
    t.unsupported("ND4J's own finds other indices than those of the largest |x|; take argmax of abs", "NDMath",
        "iamax iamin");
  }

  private static void sorted(Table t) {
    both(t, "Sorting.median", -4, 4, (a, x, axis) -> a.sum(Sorting.median(a, x, axis), List.of(axis), false),
        List.of("INDArray.median"), List.of("INDArray.medianNumber"));
    Operand matrix = Operand.matrix(-4, 4);
    t.call("Sorting.sort", Table.SAME, (a, x) -> Sorting.sort(a, x, 1, false), List.of(matrix, 1, true), "Nd4j.sort");
    t.calls("Sorting.sortWithIndices", "indices and values", (a, in) -> {
      Sorting.Sorted<Integer> all = Sorting.sortWithIndices(a, in.getFirst(), 0, false);
      return List.of(all.indices(), all.values());
    }, List.of(Operand.vector(-4, 4), 0, true), "Nd4j.sortWithIndices");
  }

  private static void moments(Table t) {
    both(t, "Reductions.variance", -4, 4, (a, x, axis) -> variance(a, x, axis, 1),
        List.of("INDArray.var"), List.of("INDArray.varNumber"));
    both(t, "Reductions.deviation", -4, 4, (a, x, axis) -> Reductions.deviation(a, x, List.of(axis), 1, false),
        List.of("INDArray.std"), List.of("INDArray.stdNumber"));
    List<Object> unbiased = List.of(Operand.matrix(-4, 4), true, AXIS);
    t.call("Reductions.variance", DROPPED, (a, x) -> variance(a, x, 1, 1), unbiased, "NDBase.variance");
    t.call("Reductions.deviation", DROPPED, (a, x) -> Reductions.deviation(a, x, List.of(1), 1, false), unbiased,
        "NDBase.standardDeviation");
    t.calls("Reductions.variance", "mean and variance, without the axes",
        (a, in) -> List.of(mean(a, in.getFirst(), 1), variance(a, in.getFirst(), 1, 0)),
        List.of(Operand.matrix(-4, 4), AXIS, false), "NDMath.moments");
    t.call("Normalisations.standardise", Table.SAME, (a, x) -> Normalisations.standardise(a, x, List.of(1), 0),
        List.of(Operand.matrix(-4, 4), AXIS), "NDMath.standardize");
  }

  private static Integer variance(Algebra<Integer> a, Integer x, int axis, int correction) {
    return Reductions.variance(a, x, List.of(axis), correction, false);
  }

  private static void byNumberOfAxis(Table t) {
    along(t, "Algebra.sum", (a, x, axis) -> a.sum(x, List.of(axis), false), "Nd4j.sum");
    along(t, "Reductions.mean", ReductionOps::mean, "Nd4j.mean");
    along(t, "Reductions.prod", ReductionOps::product, "Nd4j.prod");
    along(t, "Reductions.l1", (a, x, axis) -> Reductions.l1(a, x, List.of(axis), false), "Nd4j.norm1");
    along(t, "Reductions.l2", (a, x, axis) -> Reductions.l2(a, x, List.of(axis), false), "Nd4j.norm2");
    along(t, "Reductions.max of |x|", (a, x, axis) -> max(a, Elementwise.abs(a, x), axis), "Nd4j.normmax");
    along(t, "Reductions.max", ReductionOps::max, "Nd4j.max");
    along(t, "Reductions.min", ReductionOps::min, "Nd4j.min");
    along(t, "Reductions.variance", (a, x, axis) -> variance(a, x, axis, 1), "Nd4j.var");
    along(t, "Reductions.deviation", (a, x, axis) -> Reductions.deviation(a, x, List.of(axis), 1, false), "Nd4j.std");
  }

  private static void along(Table t, String formula, Along of, String op) {
    t.call(formula, DROPPED, (a, x) -> of.of(a, x, 1), List.of(Operand.matrix(-2, 2), 1), op);
  }

  private static void entropies(Table t) {
    both(t, "−Σ x·ln x", 0.125, 1, (a, x, axis) -> entropy(a, x, axis, 1),
        List.of("NDMath.entropy", "INDArray.entropy"),
        List.of("INDArray.entropyNumber"));
    both(t, "−Σ x·log₂ x", 0.125, 1, (a, x, axis) -> entropy(a, x, axis, 1 / Math.log(2)),
        List.of("NDMath.shannonEntropy", "INDArray.shannonEntropy"), List.of("INDArray.shannonEntropyNumber"));
    both(t, "ln(−Σ x·ln x)", 0.125, 0.75, (a, x, axis) -> a.apply(Function.LOG, entropy(a, x, axis, 1)),
        List.of("NDMath.logEntropy", "INDArray.logEntropy"), List.of("INDArray.logEntropyNumber"));
  }

  private static Integer entropy(Algebra<Integer> a, Integer x, int axis, double factor) {
    return a.mul(a.sum(a.mul(x, a.apply(Function.LOG, x)), List.of(axis), false), -factor);
  }

  private static void cumulative(Table t) {
    Operand matrix = Operand.matrix(-4, 4);
    t.call("Scans.cumsum", Table.SAME, (a, x) -> Scans.cumsum(a, x, 1, false, false), List.of(matrix, AXIS),
        "NDBase.cumsum");
    t.call("Scans.cumsum", Table.SAME, (a, x) -> Scans.cumsum(a, x, 1, false, false), List.of(matrix, 1),
        "INDArray.cumsum", "INDArray.cumsumi", "Nd4j.cumsum");
    t.call("Op.Product, one after another", Table.SAME, (a, x) -> {
      Integer product = a.slice(x, 1, 0, 1, 1);
      Integer all = product;
      for (int i = 1; i < a.shape(x).dim(1); i++) {
        product = a.mul(product, a.slice(x, 1, i, i + 1, 1));
        all = a.concat(1, List.of(all, product));
      }
      return all;
    }, List.of(Operand.matrix(-2, 2), AXIS), "NDBase.cumprod");
  }
}
