package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** x where x > α, else 0: one comparison. */
@Reference(group = Reference.Group.ACTIVATIONS,
    operands = "x: numbers, any shape",
    result = "numbers of x's shape",
    meaning = "x for x > α, else 0",
    error = "exact")
public record ThresholdedRelu(double alpha) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(1).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    return a.mask(a.isNegative(a.sub(alpha, x)), x);
  }
}
