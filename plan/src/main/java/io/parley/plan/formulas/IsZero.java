package io.parley.plan.formulas;

import io.parley.plan.Algebra;
import io.parley.plan.Op;
import io.parley.plan.Operands;
import io.parley.plan.Reference;
import io.parley.plan.TensorType;
import java.util.List;

/** x = 0: two comparisons at a time and an and. */
@Reference(group = Reference.Group.COMPARISONS,
    operands = "x: numbers, any shape",
    result = "bits of x's shape",
    meaning = "1 where x = 0, to the last place, else 0",
    error = "exact")
public record IsZero() implements Op.Formula {
  @Override
  public TensorType type(Operands in) {
    return in.numbers(1).bit(in.shape(0));
  }

  @Override
  public <V> V expand(Algebra<V> a, List<V> in) {
    V x = in.get(0);
    return a.and(a.not(a.isNegative(x)), a.not(a.isNegative(a.negate(x))));
  }
}
