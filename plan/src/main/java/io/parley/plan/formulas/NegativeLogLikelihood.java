package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** Minus the element at the class: n + 1 comparisons for each row of n, and a product. */
@Reference(group = Reference.Group.LOSSES,
    operands = "x: numbers with fraction bits, logarithms with a class at each index of the axis; classes: numbers of equal fraction bits, of x's shape without the axis",
    result = "one number; if reduction is none, numbers of x's shape without the axis",
    meaning = "−x at the class, its mean or sum over all rows, or each",
    edges = "a class counts as the nearest whole number; what is no class has a loss of 0, and counts in the mean; of no rows there is no mean",
    error = "2 units for numbers within ±8")
public record NegativeLogLikelihood(int axis, Reduction reduction) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return Losses.classes(in, 2, axis, reduction);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    return Losses.likelihood(a, in.get(0), in.get(1), axis, reduction);
  }
}
