package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** |x|: one comparison and a mask. */
@Reference(group = Reference.Group.ARITHMETIC,
    operands = "x: numbers, any shape",
    result = "numbers of x's shape",
    meaning = "|x|",
    error = "exact; see docs/functions.md")
public record Abs() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(1).number(in.shape(0));
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    return a.sub(a.mul(a.relu(x), 2), x);
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.map(in, Math::abs);
  }
}
