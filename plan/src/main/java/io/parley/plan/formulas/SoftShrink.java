package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** x without its part in [−λ, λ], which is pulled to 0: two comparisons at a time. */
@Reference(group = Reference.Group.ACTIVATIONS,
    operands = "x: numbers, any shape",
    result = "numbers of x's shape",
    meaning = "x − λ for x > λ, x + λ for x < −λ, else 0",
    edges = "a negative λ is refused",
    error = "exact")
public record SoftShrink(double lambda) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(1).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    return a.sub(x, Elementwise.clamp(a, x, -lambda, lambda));
  }
}
