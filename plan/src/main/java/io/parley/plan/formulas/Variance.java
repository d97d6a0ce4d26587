package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** The mean of the squared distances to the mean: one square. With a correction of 1 for samples, of 0 for all there is. */
@Reference(group = Reference.Group.REDUCTIONS,
    operands = "x: numbers with fraction bits, any shape",
    result = "numbers of x's shape without the axes, or, if keep, with length 1 for each",
    meaning = "Σ(x − mean)²/(n − correction) over the n elements along the axes",
    edges = "n ≤ correction is refused; sums stay below 2^(62 − 2f)",
    error = "20 units for up to 13 elements within ±9; see docs/functions.md")
public record Variance(List<Integer> axes, int correction, boolean keep) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    in.numbers(1).axes(axes);
    return in.expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    int divisor = Reductions.count(a, x, axes) - correction;
    if (divisor <= 0) {
      throw new BadRequestException(
          "The variance of " + Reductions.count(a, x, axes) + " elements with a correction of "
              + correction + " is not defined; use more elements");
    }
    V squares = Elementwise.square(a, a.sub(x, Reductions.mean(a, x, axes, true)));
    return a.mul(a.sum(squares, axes, keep), 1.0 / divisor);
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.reduce(reals, in.getFirst(), axes, keep, xs -> Reals.spread(xs) / (xs.length - correction));
  }
}
