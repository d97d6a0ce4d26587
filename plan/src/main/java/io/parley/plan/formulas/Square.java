package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** Square. */
@Reference(group = Reference.Group.ARITHMETIC,
    operands = "x: numbers, any shape",
    result = "numbers of x's shape",
    meaning = "x²",
    error = "1 unit; x² stays below 2^(62 − 2f)")
public record Square() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(1).number(in.shape(0));
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    return a.mul(x, x);
  }
}
