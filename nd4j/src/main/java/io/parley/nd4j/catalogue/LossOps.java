package io.parley.nd4j.catalogue;

import io.parley.crypto.Shape;
import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.Function;
import io.parley.plan.formulas.Elementwise;
import io.parley.plan.formulas.Reductions;
import java.util.List;

/** Losses: the mean of a weighted error, where no weight is 0. */
final class LossOps {
  private static final Operand LABELS = Operand.matrix(-2, 2);
  private static final Operand WEIGHTS = Operand.matrix(0.5, 1.5);

  private LossOps() {}

  static void list(SupportTable t) {
    t.kind(Kind.LOSS);
    weighted(t, "Elementwise.abs", LABELS, (a, l, p) -> Elementwise.abs(a, a.sub(p, l)), "NDLoss.absoluteDifference");
    weighted(t, "(x − y)²", LABELS, (a, l, p) -> Elementwise.square(a, a.sub(p, l)), "NDLoss.meanSquaredError");
    Operand zeroOrOne = Operand.matrix(0, 1).whole();
    weighted(t, "Op.Relu", zeroOrOne, (a, l, p) -> a.relu(a.sub(1, a.mul(a.sub(a.add(l, l), 1), p))),
        "NDLoss.hingeLoss");
    weighted(t, "Function.SOFTPLUS", zeroOrOne, (a, l, p) -> a.sub(a.apply(Function.SOFTPLUS, p), a.mul(p, l)),
        "NDLoss.sigmoidCrossEntropy");
    t.calls("½c² + δ(|x − y| − c), c = min(|x − y|, δ)", "one number", (a, in) -> {
      Integer apart = Elementwise.abs(a, a.sub(in.get(0), in.get(1)));
      double delta = in.number(0);
      Integer near = Elementwise.min(a, apart, a.constant(delta));
      Integer far = a.mul(a.sub(apart, near), delta);
      return List.of(mean(a, a.mul(in.tensor(2), a.add(a.mul(a.mul(near, near), 0.5), far))));
    }, List.of(LABELS, LABELS, WEIGHTS, 1.0), "NDLoss.huberLoss");
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
    t.binary("Function.LOG", "one number", zeroOrOne, Operand.matrix(0.125, 0.875), (a, l, p) -> {
      Integer hit = a.mul(l, a.apply(Function.LOG, p));
      Integer miss = a.mul(a.sub(1, l), a.apply(Function.LOG, a.sub(1, p)));
      return a.negate(mean(a, a.add(hit, miss)));
    }, "NDLoss.logLoss");
    Operand rows = new Operand(n -> Shape.of(Math.max(2, n / 5)), Operand.Content.REAL, 0.5, 1.5, true);
    t.calls("Reductions.logSoftmax", "one number", (a, in) -> {
      Integer each = a.sum(a.mul(in.get(0), Reductions.logSoftmax(a, in.get(1), 1)), List.of(1), false);
      return List.of(a.negate(mean(a, a.mul(in.tensor(2), each))));
    }, List.of(Operand.matrix(0, 1), LABELS, rows), "NDLoss.softmaxCrossEntropy");
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
