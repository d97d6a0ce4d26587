package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** Σx²: one square. */
@Reference(group = Reference.Group.REDUCTIONS,
    operands = "x: numbers, any shape",
    result = "numbers of x's shape without the axes, or, if keep, with length 1 for each",
    meaning = "Σx² along the axes",
    edges = "of no elements it is 0",
    error = "12 units for up to 13 elements; sums stay below 2^(62 − 2f)")
public record SumSquare(List<Integer> axes, boolean keep) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(1).number(in.reduced(axes, keep));
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    return a.sum(Elementwise.square(a, x), axes, keep);
  }
}
