package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Function;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** x·tanh(softplus(x)): two functions, one after the other. */
@Reference(group = Reference.Group.ACTIVATIONS,
    operands = "x: numbers with fraction bits, any shape",
    result = "numbers of x's shape",
    meaning = "x·tanh(ln(1 + e^x))",
    error = "40 units for |x| ≤ 10; see docs/functions.md")
public record Mish() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.reals(1).number(in.shape(0));
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    return a.mul(x, a.apply(Function.TANH, a.apply(Function.SOFTPLUS, x)));
  }
}
