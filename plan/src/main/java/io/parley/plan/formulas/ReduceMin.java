package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.Arrays;
import java.util.List;

/** As the maximum. */
@Reference(group = Reference.Group.REDUCTIONS,
    operands = "x: numbers, any shape",
    result = "numbers of x's shape without the axes, or, if keep, with length 1 for each",
    meaning = "the smallest element along the axes",
    edges = "an empty axis is refused",
    error = "exact; see docs/functions.md")
public record ReduceMin(List<Integer> axes, boolean keep) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(1).number(in.reducedNonEmpty(axes, keep));
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    return a.negate(Reductions.max(a, a.negate(x), axes, keep));
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.reduce(reals, in.getFirst(), axes, keep, xs -> Arrays.stream(xs).min().orElseThrow());
  }
}
