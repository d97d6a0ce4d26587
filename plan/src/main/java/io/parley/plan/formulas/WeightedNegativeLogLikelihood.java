package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** As negativeLogLikelihood, with a weight for each class. */
@Reference(group = Reference.Group.LOSSES,
    operands = "x: numbers with fraction bits, logarithms with a class at each index of the axis; classes: numbers of equal fraction bits, of x's shape without the axis; weights: likewise, one for each class",
    result = "one number; if reduction is none, numbers of x's shape without the axis",
    meaning = "−x·weight at the class, its sum over all rows, or each; the mean is the sum over that of the weights",
    edges = "a class of weight 0 counts nothing; a class counts as the nearest whole number; what is no class has a loss of 0 and a weight of 0; the mean's weights are in the mean at least 2^−10",
    error = "40 units for numbers within ±8 and weights in [0.5, 2]")
public record WeightedNegativeLogLikelihood(int axis, Reduction reduction) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return Losses.weighted(in, axis, reduction);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    return Losses.likelihood(a, in.get(0), in.get(1), in.get(2), axis, reduction);
  }
}
