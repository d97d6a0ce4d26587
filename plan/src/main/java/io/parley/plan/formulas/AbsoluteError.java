package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** |x − target|: one comparison and a mask. */
@Reference(group = Reference.Group.LOSSES,
    operands = "x, target: numbers with fraction bits, of equal shapes",
    result = "one number; if reduction is none, numbers of x's shape",
    meaning = "|x − target|, its mean or sum over all elements, or each",
    edges = "of no elements there is no mean",
    error = "6 units for numbers within ±8; exact but for a mean")
public record AbsoluteError(Reduction reduction) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return Losses.elementwise(in, reduction);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V target = in.get(1);
    return Losses.reduced(a, Elementwise.abs(a, a.sub(x, target)), reduction);
  }
}
