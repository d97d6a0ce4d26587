package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** Of scores: ln softmax(x) and a product; classes take n + 1 comparisons for each row of n, at the same time. */
@Reference(group = Reference.Group.LOSSES,
    operands = "x: numbers with fraction bits, scores with a class at each index of the axis; target: numbers of equal fraction bits, of x's shape, or, if classes, of x's shape without the axis",
    result = "one number; if reduction is none, numbers of x's shape without the axis",
    meaning = "−Σ target·ln softmax(x) along the axis, with 1 at the class and else 0 if target is classes; its mean or sum over all rows, or each",
    edges = "a class counts as the nearest whole number; what is no class has a loss of 0, and counts in the mean; of no rows there is no mean",
    error = "16 units for rows of 6 within ±8")
public record CrossEntropy(int axis, LossTarget target, Reduction reduction) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return switch (target) {
      case CLASSES -> Losses.classes(in, 2, axis, reduction);
      case PROBABILITIES -> {
        in.reals(2).axis(axis);
        in.require(in.shape(0).equals(in.shape(1)), "probabilities need the shape of the scores");
        yield Losses.typed(in, Losses.rows(in.shape(0), axis), reduction);
      }
    };
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V logs = Reductions.logSoftmax(a, in.get(0), axis);
    return switch (target) {
      case CLASSES -> Losses.likelihood(a, logs, in.get(1), axis, reduction);
      case PROBABILITIES ->
        Losses.reduced(a, a.negate(a.sum(a.mul(logs, in.get(1)), List.of(axis), false)), reduction);
    };
  }
}
