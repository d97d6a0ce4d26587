package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Function;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import java.util.List;

/** (e^x + e^−x)/2 */
@Reference(group = Reference.Group.FUNCTIONS,
    operands = "x: numbers with fraction bits, any shape",
    result = "numbers of x's shape",
    meaning = "(e^x + e^−x)/2",
    edges = "beyond the domain of exp it stays at its end",
    error = "256 units for |x| ≤ 3")
public record Cosh() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.reals(1).number(in.shape(0));
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    return a.mul(a.add(a.apply(Function.EXP, x), a.apply(Function.EXP, a.negate(x))), 0.5);
  }

  @Override
  public Values of(Algebra<Values> reals, List<Values> in) {
    return Reals.map(in, Math::cosh);
  }
}
