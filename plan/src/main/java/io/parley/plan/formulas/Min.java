package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** As a maximum. */
@Reference(group = Reference.Group.ARITHMETIC,
    operands = "x, y: numbers of equal fraction bits, which broadcast",
    result = "numbers of the shape that both broadcast to",
    meaning = "the smaller of x and y",
    edges = "differences have to stay below 2^(62 − 2f)",
    error = "exact; see docs/functions.md")
public record Min() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(2).number(in.broadcast());
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V y = in.get(1);
    return a.negate(a.max(a.negate(x), a.negate(y)));
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.zip(reals, in, Math::min);
  }
}
