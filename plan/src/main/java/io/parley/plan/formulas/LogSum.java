package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Function;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** ln Σx, of a positive sum. */
@Reference(group = Reference.Group.REDUCTIONS,
    operands = "x: numbers with fraction bits, any shape",
    result = "numbers of x's shape without the axes, or, if keep, with length 1 for each",
    meaning = "ln Σx along the axes",
    edges = "the sum has to be at least 2^−f",
    error = "6 units for sums above 0.1")
public record LogSum(List<Integer> axes, boolean keep) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.reals(1).number(in.reduced(axes, keep));
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    return a.apply(Function.LOG, a.sum(x, axes, keep));
  }
}
