package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** 0 for x in [−λ, λ], else x: two comparisons at a time. */
@Reference(group = Reference.Group.ACTIVATIONS,
    operands = "x: numbers, any shape",
    result = "numbers of x's shape",
    meaning = "x for |x| > λ, else 0",
    edges = "λ is at least 0; for a negative one it is not defined",
    error = "exact")
public record HardShrink(double lambda) implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(1).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    V above = a.isNegative(a.sub(lambda, x));
    V below = a.isNegative(a.add(x, lambda));
    return a.mask(a.xor(above, below), x);
  }
}
