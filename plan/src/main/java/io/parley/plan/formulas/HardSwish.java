package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** x·hardSigmoid(x) with α = 1/6 and β = 1/2. */
@Reference(group = Reference.Group.ACTIVATIONS,
    operands = "x: numbers with fraction bits, any shape",
    result = "numbers of x's shape",
    meaning = "x·hardSigmoid(x) with α = 1/6 and β = ½",
    edges = "0 for x ≤ −3; from 3 on x, but for the rounding of the factor",
    error = "40 units for |x| ≤ 10; see docs/functions.md")
public record HardSwish() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.reals(1).number(in.shape(0));
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    return a.mul(x, Activations.hardSigmoid(a, x, 1.0 / 6, 0.5));
  }
}
