package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.BadRequestException;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** The sum times a public constant. */
@Reference(group = Reference.Group.REDUCTIONS,
    operands = "x: numbers with fraction bits, any shape; integers only where each mean is of one",
    result = "numbers of x's shape without the axes, or, if keep, with length 1 for each",
    meaning = "Σx/n over the n elements along the axes",
    edges = "of no elements it is refused",
    error = "3 units for |x| ≤ 9; sums stay below 2^(62 − 2f); see docs/functions.md")
public record Mean(List<Integer> axes, boolean keep) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    in.numbers(1).axes(axes);
    return in.expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    int count = Reductions.count(a, x, axes);
    if (count == 0) {
      throw new BadRequestException("The mean of no elements is not defined; shape " + a.shape(x) + " has a 0");
    }
    V sum = a.sum(x, axes, keep);
    return count == 1 ? sum : a.mul(sum, 1.0 / count);
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.reduce(reals, in.getFirst(), axes, keep, Reals::mean);
  }
}
