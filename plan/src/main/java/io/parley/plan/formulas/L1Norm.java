package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.Arrays;
import java.util.List;

/** Σ|x|: one comparison and a mask. */
@Reference(group = Reference.Group.REDUCTIONS,
    operands = "x: numbers, any shape",
    result = "numbers of x's shape without the axes, or, if keep, with length 1 for each",
    meaning = "Σ|x| along the axes",
    edges = "of no elements it is 0",
    error = "exact; sums stay below 2^(62 − 2f); see docs/functions.md")
public record L1Norm(List<Integer> axes, boolean keep) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(1).number(in.reduced(axes, keep));
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    return a.sum(Elementwise.abs(a, x), axes, keep);
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.reduce(reals, in.getFirst(), axes, keep, xs -> Arrays.stream(xs).map(Math::abs).sum());
  }
}
