package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** Relu6. */
@Reference(group = Reference.Group.ACTIVATIONS,
    operands = "x: numbers, any shape",
    result = "numbers of x's shape",
    meaning = "x, but at least 0 and at most 6",
    error = "exact")
public record Relu6() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(1).expanded(this);
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    return Elementwise.clamp(a, x, 0, 6);
  }
}
