package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Function;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** e^(p·ln x), for x > 0. */
@Reference(group = Reference.Group.ARITHMETIC,
    operands = "x, p: numbers with equal fraction bits above 0, which broadcast",
    result = "numbers of the shape that both broadcast to",
    meaning = "x^p",
    edges = "x has to be above 0; p·ln x within the domain of exp",
    error = "120 units for x in [0.5, 4] and |p| ≤ 2; see docs/functions.md")
public record Power() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.reals(2).number(in.broadcast());
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V p = in.get(1);
    return a.apply(Function.EXP, a.mul(a.apply(Function.LOG, x), p));
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.zip(reals, in, Math::pow);
  }
}
