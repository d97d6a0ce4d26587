package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Function;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.Arrays;
import java.util.List;

/** √Σx². */
@Reference(group = Reference.Group.REDUCTIONS,
    operands = "x: numbers with fraction bits, any shape",
    result = "numbers of x's shape without the axes, or, if keep, with length 1 for each",
    meaning = "√Σx² along the axes",
    edges = "Σx² has to stay below 2^(62 − 2f)",
    error = "13 units for norms above 1 of up to 13 elements; see docs/functions.md")
public record L2Norm(List<Integer> axes, boolean keep) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.reals(1).number(in.reduced(axes, keep));
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    return a.apply(Function.SQRT, Reductions.sumSquare(a, x, axes, keep));
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.reduce(reals, in.getFirst(), axes, keep, xs -> Math.sqrt(Arrays.stream(xs).map(x -> x * x).sum()));
  }
}
