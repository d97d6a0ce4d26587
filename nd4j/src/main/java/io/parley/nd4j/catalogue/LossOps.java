package io.parley.nd4j.catalogue;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.Function;
import io.parley.plan.formulas.LossTarget;
import io.parley.plan.formulas.Losses;
import io.parley.plan.formulas.Reduction;
import io.parley.plan.formulas.Reductions;
import java.util.List;

/** Losses: the mean of a weighted error, where no weight is 0. */
final class LossOps {
  private static final Operand LABELS = Operand.matrix(-2, 2);
  private static final Operand WEIGHTS = Operand.matrix(0.5, 1.5);

  private LossOps() {}

  static void list(SupportTable t) {
    t.kind(Kind.LOSS);
    weighted(t, "Losses.absoluteError", LABELS, (a, l, p) -> Losses.absoluteError(a, p, l, Reduction.NONE),
        "NDLoss.absoluteDifference");
    weighted(t, "Losses.squaredError", LABELS, (a, l, p) -> Losses.squaredError(a, p, l, Reduction.NONE),
        "NDLoss.meanSquaredError");
    Operand zeroOrOne = Operand.matrix(0, 1).whole();
    weighted(t, "Losses.hinge", zeroOrOne,
        (a, l, p) -> Losses.hinge(a, p, a.sub(a.add(l, l), 1), Reduction.NONE), "NDLoss.hingeLoss");
    weighted(t, "Losses.sigmoidCrossEntropy", zeroOrOne,
        (a, l, p) -> Losses.sigmoidCrossEntropy(a, p, l, Reduction.NONE), "NDLoss.sigmoidCrossEntropy");
    t.calls("Losses.huber", "one number", (a, in) -> List.of(mean(a, a.mul(in.tensor(2),
        Losses.huber(a, in.get(1), in.get(0), in.number(0), Reduction.NONE)))),
        List.of(LABELS, LABELS, WEIGHTS, 1.0), "NDLoss.huberLoss");
    t.calls("e^y − x·y", "one number", (a, in) -> {
      if (in.flag(0)) {
        throw new BadRequestException("The full Poisson loss is not supported; leave its constant part out");
      }
      Integer error = a.sub(a.apply(Function.EXP, in.get(1)), a.mul(in.get(0), in.get(1)));
      return List.of(mean(a, a.mul(in.tensor(2), error)));
    },
        List.of(LABELS, LABELS, WEIGHTS, false), "NDLoss.logPoisson");
    t.unary("½Σx²", "one number", Operand.vector(-2, 2), (a, x) -> a.mul(
        Reductions.sumSquare(a, flat(a, x), List.of(0), false), 0.5), "NDLoss.l2Loss");
    t.binary("Losses.binaryCrossEntropy", "one number", zeroOrOne, Operand.matrix(0.125, 0.875),
        (a, l, p) -> Losses.binaryCrossEntropy(a, p, l, Reduction.MEAN), "NDLoss.logLoss");
    Operand rows = new Operand(n -> Shape.of(Math.max(2, n / 5)), Operand.Content.REAL, 0.5, 1.5, true);
    t.calls("Losses.crossEntropy", "one number", (a, in) -> List.of(mean(a, a.mul(in.tensor(2),
        Losses.crossEntropy(a, in.get(1), in.get(0), 1, LossTarget.PROBABILITIES, Reduction.NONE)))),
        List.of(Operand.matrix(0, 1), LABELS, rows), "NDLoss.softmaxCrossEntropy");
    t.calls("1 − Σx·y", "one number", (a, in) -> List.of(mean(a, a.mul(in.tensor(2),
        a.sub(1, a.sum(a.mul(in.get(0), in.get(1)), List.of(in.axis()), true))))),
        List.of(LABELS, LABELS, Operand.column(0.5, 1.5), 1), "NDLoss.cosineDistance");
    t.unsupported("its labels are indices; use softmaxCrossEntropy on NDBase.oneHot", "NDLoss",
        "sparseSoftmaxCrossEntropy");
    t.unsupported("it compares all pairs of a row; trace the differences", "NDLoss", "meanPairwiseSquaredError");
    t.unsupported("its recursion over alignments depends on the labels", "NDLoss", "ctcLoss");
  }

  private static void weighted(SupportTable t, String formula, Operand labels, SupportTable.Binary error, String op) {
    t.calls(formula, "one number",
        (a, in) -> List.of(mean(a, a.mul(in.tensor(2), error.of(a, in.get(0), in.get(1))))),
        List.of(labels, LABELS, WEIGHTS), op);
  }

  private static Integer mean(Algebra<Integer> a, Integer x) {
    return Reductions.mean(a, flat(a, x), List.of(0), false);
  }

  private static Integer flat(Algebra<Integer> a, Integer x) {
    return a.reshape(x, a.shape(x).size());
  }
}
