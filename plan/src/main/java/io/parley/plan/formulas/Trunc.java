package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** Without what is behind the point: floor of |x|, which takes one comparison and mask more. */
@Reference(group = Reference.Group.FUNCTIONS,
    operands = "x: numbers with fraction bits, any shape",
    result = "numbers of x's shape",
    meaning = "x without what is behind the point",
    error = "exact")
public record Trunc() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.reals(1).number(in.shape(0));
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V negative = a.isNegative(x);
    V size = Elementwise.floor(a, Elementwise.flipped(a, negative, x));
    return Elementwise.flipped(a, negative, size);
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.map(in, x -> (x < 0 ? Math.ceil(x) : Math.floor(x)) + 0.0);
  }
}
