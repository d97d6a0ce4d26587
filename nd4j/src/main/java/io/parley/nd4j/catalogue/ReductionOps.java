package io.parley.nd4j.catalogue;

import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.Function;
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

  /** Along axes, which are dropped, or kept with length 1. */
  private interface Along {
    Integer of(Algebra<Integer> algebra, Integer x, List<Integer> axes, boolean keep);
  }

  /** Along one axis, which is kept with length 1. */
  private interface Single {
    Integer of(Algebra<Integer> algebra, Integer x, int axis);
  }

  private ReductionOps() {}

  static void list(SupportTable t) {
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

  private static void both(SupportTable t, String formula, double low, double high, Along of, List<String> along,
      List<String> all) {
    both(t, formula, Operand.matrix(low, high), Operand.vector(low, high), of, along, all);
  }

  /** Ops along axes, and ops on all elements. */
  private static void both(SupportTable t, String formula, Operand matrix, Operand vector, Along of, List<String> along,
      List<String> all) {
    t.call(formula, DROPPED, along(of), List.of(matrix, AXIS), along.toArray(String[]::new));
    t.unary(formula, ONE, vector, (a, x) -> overAll(a, of, x), all.toArray(String[]::new));
  }

  private static SupportTable.Call along(Along of) {
    return (a, in) -> of.of(a, in.x(), in.axes(), in.flag(0, false));
  }

  private static Integer overAll(Algebra<Integer> a, Along of, Integer x) {
    return of.of(a, a.reshape(x, a.shape(x).size()), List.of(0), false);
  }

  /** A formula along one axis, which it keeps. */
  private static Along single(Single of) {
    return (a, x, axes, keep) -> {
      if (axes.size() != 1) {
        throw new BadRequestException("The axes " + axes + " of " + a.shape(x) + " are not one; give one");
      }
      Integer kept = of.of(a, x, axes.getFirst());
      return keep ? kept : a.sum(kept, axes, false);
    };
  }

  private static void sums(SupportTable t) {
    both(t, "Algebra.sum", -4, 4, Algebra::sum, List.of("NDMath.sum", "NDBase.sum", "INDArray.sum"),
        List.of("INDArray.sumNumber"));
    both(t, "Reductions.mean", -4, 4, Reductions::mean, List.of("NDMath.mean", "NDBase.mean", "INDArray.mean"),
        List.of("INDArray.meanNumber"));
    both(t, "Reductions.mean of |x|", -4, 4,
        (a, x, axes, keep) -> Reductions.mean(a, Elementwise.abs(a, x), axes, keep),
        List.of("NDMath.reduceAmean"), List.of("INDArray.ameanNumber"));
    t.call("Reductions.mean of |x|", ONE, (a, in) -> {
      if (in.ints(0).length > 0) {
        throw new BadRequestException("ND4J's amean heeds no dimension; use NDMath.reduceAmean");
      }
      return Reductions.mean(a, Elementwise.abs(a, in.x()), in.axes(), false);
    }, List.of(Operand.vector(-4, 4), new int[0]), "INDArray.amean");
    t.call("Reductions.prod", DROPPED, along(Reductions::prod), List.of(Operand.matrix(-2, 2), AXIS), "NDMath.prod",
        "NDBase.prod", "INDArray.prod");
    t.unary("Reductions.prod", ONE, Operand.of(-2, 2, 6), (a, x) -> overAll(a, Reductions::prod, x),
        "INDArray.prodNumber");
    Operand few = Operand.matrix(-1, 1).whole();
    t.call("Comparisons.isZero", DROPPED, along((a, x, axes, keep) -> a.sum(zeros(a, x), axes, keep)),
        List.of(few, AXIS), "NDMath.countZero");
    t.call("Comparisons.isZero", DROPPED, along((a, x, axes, keep) -> a.sum(a.sub(1, zeros(a, x)), axes, keep)),
        List.of(few, AXIS), "NDMath.countNonZero");
    t.unary("Comparisons.isZero", ONE, Operand.vector(-1, 1).whole(),
        (a, x) -> overAll(a, Reductions::mean, zeros(a, x)), "NDMath.zeroFraction");
  }

  private static Integer zeros(Algebra<Integer> a, Integer x) {
    return a.number(Comparisons.isZero(a, x));
  }

  private static void norms(SupportTable t) {
    both(t, "Reductions.l1", -4, 4, Reductions::l1,
        List.of("NDMath.norm1", "NDMath.asum", "NDBase.norm1", "INDArray.norm1"), List.of("INDArray.norm1Number"));
    both(t, "Reductions.l2", -4, 4, Reductions::l2, List.of("NDMath.norm2", "NDBase.norm2", "INDArray.norm2"),
        List.of("INDArray.norm2Number"));
    both(t, "Reductions.sumSquare", -4, 4, Reductions::sumSquare, List.of("NDMath.squaredNorm", "NDBase.squaredNorm"),
        List.of());
    both(t, "Reductions.max of |x|", -4, 4, ReductionOps::maxOfAbs,
        List.of("NDMath.normMax", "NDMath.reduceAMax", "NDBase.normmax", "INDArray.normmax", "INDArray.amax"),
        List.of("INDArray.normmaxNumber", "INDArray.amaxNumber"));
    both(t, "Reductions.min of |x|", -4, 4,
        (a, x, axes, keep) -> Reductions.min(a, Elementwise.abs(a, x), axes, keep),
        List.of("NDMath.reduceAmin", "INDArray.amin"), List.of("INDArray.aminNumber"));
    both(t, "Reductions.logSumExp", -3, 3, Reductions::logSumExp, List.of("NDMath.logSumExp"), List.of());
  }

  private static Integer maxOfAbs(Algebra<Integer> a, Integer x, List<Integer> axes, boolean keep) {
    return Reductions.max(a, Elementwise.abs(a, x), axes, keep);
  }

  private static void extremes(SupportTable t) {
    both(t, "Reductions.max", -4, 4, Reductions::max, List.of("NDMath.reduceMax", "INDArray.max"),
        List.of("INDArray.maxNumber"));
    both(t, "Reductions.min", -4, 4, Reductions::min, List.of("NDMath.reduceMin", "INDArray.min"),
        List.of("INDArray.minNumber"));
    both(t, "Extremes.argmax", -4, 4, single((a, x, axis) -> Extremes.argmax(a, x, axis, false)),
        List.of("NDBase.argmax", "INDArray.argMax", "Nd4j.argMax"), List.of());
    both(t, "Extremes.argmax", -4, 4, single((a, x, axis) -> Extremes.argmax(a, a.negate(x), axis, false)),
        List.of("NDBase.argmin", "Nd4j.argMin"), List.of());
    t.unsupported("ND4J's own finds other indices than those of the largest |x|; take argmax of abs", "NDMath",
        "iamax iamin");
  }

  private static void sorted(SupportTable t) {
    both(t, "Sorting.median", -4, 4, single(Sorting::median), List.of("INDArray.median"),
        List.of("INDArray.medianNumber"));
    t.call("Sorting.sort", SupportTable.SAME, ReductionOps::sort,
        List.of(Operand.matrix(-4, 4), 1, true), "Nd4j.sort");
    t.calls("Sorting.sortWithIndices", "indices and values", (a, in) -> {
      Sorting.Sorted<Integer> all = Sorting.sortWithIndices(a, in.x(), in.axis(), !in.flag(0));
      return List.of(all.indices(), all.values());
    }, List.of(Operand.vector(-4, 4), 0, true), "Nd4j.sortWithIndices");
  }

  /** Along the axis given, or of all elements. */
  private static Integer sort(Algebra<Integer> a, Arguments in) {
    if (in.optional(Integer.class, 0).isPresent()) {
      return Sorting.sort(a, in.x(), in.axis(), !in.flag(0));
    }
    Integer flat = a.reshape(in.x(), in.shape(0).size());
    return a.reshape(Sorting.sort(a, flat, 0, !in.flag(0)), in.shape(0));
  }

  private static void moments(SupportTable t) {
    Operand matrix = Operand.matrix(-4, 4);
    List<Object> unbiased = List.of(matrix, true, AXIS);
    t.call("Reductions.variance", DROPPED, ReductionOps::variance, List.of(matrix, AXIS), "INDArray.var");
    t.call("Reductions.variance", DROPPED, ReductionOps::variance, unbiased, "NDBase.variance");
    t.call("Reductions.deviation", DROPPED, ReductionOps::deviation, List.of(matrix, AXIS), "INDArray.std");
    t.call("Reductions.deviation", DROPPED, ReductionOps::deviation, unbiased, "NDBase.standardDeviation");
    Operand vector = Operand.vector(-4, 4);
    t.call("Reductions.variance", ONE, ReductionOps::variance, List.of(vector), "INDArray.varNumber");
    t.call("Reductions.deviation", ONE, ReductionOps::deviation, List.of(vector), "INDArray.stdNumber");
    t.calls("Reductions.variance", "mean and variance, without the axes", (a, in) -> List.of(
        Reductions.mean(a, in.x(), in.axes(), in.flag(0)), Reductions.variance(a, in.x(), in.axes(), 0, in.flag(0))),
        List.of(matrix, AXIS, false), "NDMath.moments");
    t.call("Normalisations.standardise", SupportTable.SAME,
        (a, in) -> Normalisations.standardise(a, in.x(), in.axes(), 0),
        List.of(matrix, AXIS), "NDMath.standardize");
  }

  /** The first flag tells whether of a sample, the second one whether axes are kept. */
  private static Integer variance(Algebra<Integer> a, Arguments in) {
    return Reductions.variance(a, in.x(), in.axes(), in.flag(0, true) ? 1 : 0, in.flag(1, false));
  }

  private static Integer deviation(Algebra<Integer> a, Arguments in) {
    return Reductions.deviation(a, in.x(), in.axes(), in.flag(0, true) ? 1 : 0, in.flag(1, false));
  }

  private static void byNumberOfAxis(SupportTable t) {
    along(t, "Algebra.sum", Algebra::sum, "Nd4j.sum");
    along(t, "Reductions.mean", Reductions::mean, "Nd4j.mean");
    along(t, "Reductions.prod", Reductions::prod, "Nd4j.prod");
    along(t, "Reductions.l1", Reductions::l1, "Nd4j.norm1");
    along(t, "Reductions.l2", Reductions::l2, "Nd4j.norm2");
    along(t, "Reductions.max of |x|", ReductionOps::maxOfAbs, "Nd4j.normmax");
    along(t, "Reductions.max", Reductions::max, "Nd4j.max");
    along(t, "Reductions.min", Reductions::min, "Nd4j.min");
    along(t, "Reductions.variance", (a, x, axes, keep) -> Reductions.variance(a, x, axes, 1, keep), "Nd4j.var");
    along(t, "Reductions.deviation", (a, x, axes, keep) -> Reductions.deviation(a, x, axes, 1, keep), "Nd4j.std");
  }

  private static void along(SupportTable t, String formula, Along of, String op) {
    t.call(formula, DROPPED, along(of), List.of(Operand.matrix(-2, 2), 1), op);
  }

  private static void entropies(SupportTable t) {
    both(t, "−Σ x·ln x", 0.125, 1, (a, x, axes, keep) -> entropy(a, x, axes, keep, 1),
        List.of("NDMath.entropy", "INDArray.entropy"),
        List.of("INDArray.entropyNumber"));
    both(t, "−Σ x·log₂ x", 0.125, 1, (a, x, axes, keep) -> entropy(a, x, axes, keep, 1 / Math.log(2)),
        List.of("NDMath.shannonEntropy", "INDArray.shannonEntropy"), List.of("INDArray.shannonEntropyNumber"));
    both(t, "ln(−Σ x·ln x)", 0.125, 0.75,
        (a, x, axes, keep) -> a.apply(Function.LOG, entropy(a, x, axes, keep, 1)),
        List.of("NDMath.logEntropy", "INDArray.logEntropy"), List.of("INDArray.logEntropyNumber"));
  }

  private static Integer entropy(Algebra<Integer> a, Integer x, List<Integer> axes, boolean keep, double factor) {
    return a.mul(a.sum(a.mul(x, a.apply(Function.LOG, x)), axes, keep), -factor);
  }

  private static void cumulative(SupportTable t) {
    Operand matrix = Operand.matrix(-4, 4);
    t.call("Scans.cumsum", SupportTable.SAME,
        (a, in) -> Scans.cumsum(a, in.x(), in.axis(), in.flag(0, false), in.flag(1, false)), List.of(matrix, AXIS),
        "NDBase.cumsum");
    t.call("Scans.cumsum", SupportTable.SAME, (a, in) -> Scans.cumsum(a, in.x(), in.integer(0), false, false),
        List.of(matrix, 1), "INDArray.cumsum", "INDArray.cumsumi", "Nd4j.cumsum");
    t.call("Op.Product, one after another", SupportTable.SAME, (a, in) -> {
      int axis = in.axis();
      Integer product = a.slice(in.x(), axis, 0, 1);
      Integer all = product;
      for (int i = 1; i < in.shape(0).dim(axis); i++) {
        product = a.mul(product, a.slice(in.x(), axis, i, i + 1));
        all = a.concat(axis, List.of(all, product));
      }
      return all;
    }, List.of(Operand.matrix(-2, 2), AXIS), "NDBase.cumprod");
  }
}
