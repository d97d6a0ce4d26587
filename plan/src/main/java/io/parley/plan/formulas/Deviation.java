package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Function;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** The square root of the variance. */
@Reference(group = Reference.Group.REDUCTIONS,
    operands = "x: numbers with fraction bits, any shape",
    result = "numbers of x's shape without the axes, or, if keep, with length 1 for each",
    meaning = "√(Σ(x − mean)²/(n − correction)) over the n elements along the axes",
    edges = "n ≤ correction is refused",
    error = "40 units for deviations above 1; see docs/functions.md")
public record Deviation(List<Integer> axes, int correction, boolean keep) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    in.numbers(1).axes(axes);
    return in.expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    return a.apply(Function.SQRT, Reductions.variance(a, x, axes, correction, keep));
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.reduce(reals, in.getFirst(), axes, keep, xs -> Math.sqrt(Reals.spread(xs) / (xs.length - correction)));
  }
}
